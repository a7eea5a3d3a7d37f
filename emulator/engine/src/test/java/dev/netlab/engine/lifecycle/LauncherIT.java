package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code scripts/netlab}, in a checkout whose Java is a program that prints its arguments and its
 * environment: which commands it becomes without Java, and what it refuses to run as root.
 */
class LauncherIT {
  private static final String LAB = "nlt-launcher";
  private static final int STRANGER = 54321;

  @TempDir static Path labFolder;
  @TempDir Path checkout;

  private record Ended(int status, String text) {}

  @BeforeAll
  static void up() throws IOException {
    Path file = labFolder.resolve("lab.yaml");
    Files.writeString(file, "name: " + LAB + "\nnodes: {one: {}, two: {}}\n");
    TestLabs.up(TestLabs.source(file, LabReader.read(file, new LabName(LAB))));
  }

  @AfterAll
  static void down() {
    TestLabs.down(LAB);
  }

  @BeforeEach
  void makeCheckout() throws IOException {
    for (String script : List.of("netlab", "trust")) {
      write("scripts/" + script, Files.readString(Path.of("../../scripts", script)));
    }
    write("scripts/packages", "# nothing\n");
    write("scripts/fresh", "#!/bin/sh\n");
    write("jdk/bin/java", "#!/bin/sh\necho \"java $*\"\nenv\nexit 9\n");
    write("target/dist/build/java", checkout.resolve("jdk/bin/java") + "\n");
    write("target/dist/build/lib/netlab.jar", "");
    Files.createSymbolicLink(checkout.resolve("target/dist/current"), Path.of("build"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec nlt-launcher one -- sh -c|exec nlt-launcher one sh -c|exec . one -- sh -c",
        "exec lab.yaml one sh -c|exec ./lab.yaml one sh -c|exec $LAB one sh -c"
      })
  void execBecomesTheCommandWithoutJava(String lines) throws Exception {
    for (String line : lines.split("\\|", -1)) {
      List<String> words =
          new ArrayList<>(List.of(line.replace("$LAB", labFolder + "").split(" ", -1)));
      words.add("printf '%s|' \"$(cat /proc/sys/kernel/hostname)\" \"$@\"; exit 7");
      words.addAll(List.of("sh", "a  b", "*", "$(id)", "--"));
      assertThat(netlab(Map.of(), words)).isEqualTo(new Ended(7, "one|a  b|*|$(id)|--|"));
    }
  }

  @Test
  void shellBecomesTheShellWithoutJava() throws Exception {
    assertThat(netlab(Map.of("SHELL", "/usr/bin/pwd"), List.of("shell", LAB, "two")))
        .isEqualTo(new Ended(0, labFolder.toRealPath() + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec no-such-lab one -- true",
        "exec nlt-launcher three -- true",
        "exec nlt-launcher one/none -- true",
        "exec nlt-launcher ../nodes/one -- true",
        "exec ../netlab/nlt-launcher one -- true",
        "exec nlt-launcher one",
        "exec nlt-launcher one --",
        "exec nlt-launcher one -x",
        "exec --name nlt-launcher x one -- true",
        "exec nlt-launcher one;true -- true",
        "exec",
        "shell nlt-launcher one more",
        "shell nlt-launcher"
      })
  void whatIsNotPlainIsJavas(String line) throws Exception {
    Ended ended = netlab(Map.of(), List.of(line.split(" ")));
    assertThat(ended.status()).isEqualTo(9);
    assertThat(ended.text()).contains("Main " + line);
  }

  @Test
  void aFileOfAnotherNameOrPlaceIsJavas() throws Exception {
    Path copy = write("copy/lab.yaml", Files.readString(labFolder.resolve("lab.yaml")));
    assertThat(netlab(Map.of(), List.of("exec", copy.toString(), "one", "true")).status())
        .isEqualTo(9);
    Path quoted = write("lab.yaml", "name: '" + LAB + "'\nnodes: {one: {}}\n");
    assertThat(netlab(Map.of(), List.of("exec", quoted.toString(), "one", "true")).status())
        .isEqualTo(9);
  }

  @Test
  void theCallersEnvironmentReachesTheCommandAndNothingElse() throws Exception {
    for (String program : List.of("bash", "env", "find", "mount", "nsenter", "readlink", "stat")) {
      write("fake/" + program, "#!/bin/sh\necho fake\n");
    }
    Path hook = write("hook", "echo hooked\n");
    Map<String, String> variables =
        Map.of(
            "PATH", checkout.resolve("fake") + ":/usr/bin:/bin",
            "BASH_ENV", hook.toString(),
            "BASH_FUNC_set%%", "() { echo function; }",
            "LD_NLT", "a b",
            "JAVA_TOOL_OPTIONS", "-Dnlt=1",
            "self", "mine");
    String print =
        "printf '%s|' \"$PATH\" \"$BASH_ENV\" \"$LD_NLT\" \"$JAVA_TOOL_OPTIONS\" \"$self\"";
    assertThat(netlab(variables, List.of("exec", LAB, "one", "/bin/sh", "-c", print)).text())
        .isEqualTo(variables.get("PATH") + "|" + hook + "|a b|-Dnlt=1|mine|");

    String java = netlab(variables, List.of("version")).text();
    assertThat(java)
        .startsWith("java ")
        .contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n")
        .doesNotContain("fake", "hooked", "function\n", "LD_NLT", "JAVA_TOOL_OPTIONS");
    assertThat(netlab(variables, List.of("exec", LAB, "three", "true")).text())
        .contains("-Dnetlab.caller.LD_NLT=a b", "-Dnetlab.caller.PATH=" + checkout);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scripts", "scripts/netlab", "scripts/prepare", "target", "target/dist/build",
        "target/dist/build/lib/netlab.jar", "target/dist/build/java", "jdk/bin/java", "jdk", ""
      })
  void whatAnotherUserOwnsRootDoesNotRun(String place) throws Exception {
    write("scripts/prepare", "");
    Path path = checkout.resolve(place);
    Files.setAttribute(path, "unix:uid", STRANGER);
    Ended ended = netlab(Map.of(), List.of("version"));
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.text()).contains(path + " belongs to " + STRANGER).contains("chown -R root:");
    String own = Integer.toString(STRANGER);
    assertThat(netlab(Map.of("SUDO_UID", own), List.of("version")).status()).isEqualTo(9);
    assertThat(netlab(Map.of("SUDO_UID", "1" + own), List.of("version")).status()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxr-xrwx"})
  void whatOthersMayWriteRootDoesNotRun(String mode) throws Exception {
    for (String place :
        List.of("scripts", "scripts/netlab", "target/dist/build/lib/netlab.jar", "")) {
      Path path = checkout.resolve(place);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      Ended ended = netlab(Map.of(), List.of("version"));
      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.text())
          .contains(path + " can be written by others")
          .contains("chmod -R go-w");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(netlab(Map.of(), List.of("version")).status()).isEqualTo(9);
  }

  @Test
  void aGroupMayWriteIfItIsTheUsersOwnAlone() throws Exception {
    Path path = checkout.resolve("scripts");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(netlab(Map.of(), List.of("version")).status()).isEqualTo(9);
    Files.setAttribute(path, "unix:gid", STRANGER);
    assertThat(netlab(Map.of(), List.of("version")).status()).isEqualTo(3);
    Map<String, String> noGroup = Map.of("SUDO_UID", "1", "SUDO_GID", "1", "SUDO_USER", "daemon");
    assertThat(netlab(noGroup, List.of("version")).status()).isEqualTo(3);
    Files.setAttribute(path, "unix:gid", 1);
    assertThat(netlab(noGroup, List.of("version")).status()).isEqualTo(9);
  }

  private Path write(String place, String text) throws IOException {
    Path path = checkout.resolve(place);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    return path;
  }

  private Ended netlab(Map<String, String> variables, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("scripts/netlab").toString()));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(labFolder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SUDO_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
