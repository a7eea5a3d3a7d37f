package dev.netlab.engine.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program by which commands get into a node. */
class NodeCommandIT {
  private static final String LAB = "nlt-enter";
  private static final String NAMESPACE = "/run/netns/" + LAB + ".one";

  /** A copy of {@code /etc} at $1 that has neither file; what is left is the command. */
  private static final String WITHOUT_FILES =
      """
      mount -t tmpfs tmpfs "$1"
      cp -a /etc/. "$1"
      rm -f "$1/hosts" "$1/resolv.conf"
      ln -s /nowhere/resolv.conf "$1/resolv.conf"
      mount --bind "$1" /etc
      shift
      """;

  @TempDir Path folder;

  private record Ended(int status, String text) {}

  @BeforeEach
  void up() throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(
        file,
        """
        name: x
        nodes:
          one: {hosts: {192.0.2.1: gateway.example}, nameserver: 192.0.2.53}
          two_2: {}
        """);
    TestLabs.up(TestLabs.source(file, LabReader.read(file, new LabName(LAB))));
  }

  @AfterEach
  void down() {
    TestLabs.down(LAB);
  }

  @Test
  void aCommandHasItsCallersEnvironmentAndArgumentsAsTheyAre() throws Exception {
    List<String> words = enter("one", "sh", "-c", "printf '%s|' \"$PATH\" \"$node\" \"$@\"", "sh");
    words.addAll(List.of("a b", "$(id)", "'", "*"));
    Map<String, String> variables = Map.of("PATH", "/nowhere:/usr/bin:/bin", "node", "mine");
    assertThat(run(variables, words))
        .isEqualTo(new Ended(0, "/nowhere:/usr/bin:/bin|mine|a b|$(id)|'|*|"));
  }

  @Test
  void itsOwnProgramsAreTheSystems() throws Exception {
    Path fake = folder.resolve("mount");
    Files.writeString(fake, "#!/bin/sh\necho fake\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    Map<String, String> variables = Map.of("PATH", folder + ":/usr/bin:/bin");
    assertThat(run(variables, enter("two_2", "cat", "/proc/sys/kernel/hostname")))
        .isEqualTo(new Ended(0, "two_2\n"));
  }

  @Test
  void itEndsAsTheCommandEnds() throws Exception {
    assertThat(run(enter("one", "sh", "-c", "exit 7")).status()).isEqualTo(7);
    assertThat(run(enter("one", "sh", "-c", "kill -TERM $$")).status()).isEqualTo(128 + 15);
    assertThat(run(enter("one", "no-such-program")).status()).isEqualTo(127);
  }

  /** Daemons drop root, and look names up thereafter. */
  @ParameterizedTest
  @ValueSource(strings = {"one", "two_2"})
  void whoeverTheCommandBecameReadsItsFilesAndNoSecrets(String node) throws Exception {
    String script = "cat /etc/hosts /etc/resolv.conf; cat /run/netlab/" + LAB + "/lab.yaml";
    Ended ended =
        run(
            enter(
                node,
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "sh",
                "-c",
                script));
    assertThat(ended.text())
        .contains("127.0.0.1 localhost")
        .contains(node.equals("one") ? "nameserver 192.0.2.53" : "localhost")
        .containsOnlyOnce("cat: ");
    assertThat(ended.status()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "while mount -t overlay -o lowerdir=\"$0\":/etc none /etc 2>/dev/null; do :; done\n"
      })
  void aHostWithoutHostsAndResolvConfIsLeftSo(String noMoreOverlays) throws Exception {
    Path etc = Files.createDirectory(folder.resolve("etc"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String inside =
        "cat /etc/resolv.conf; getent hosts gateway.example; test -s /etc/passwd && echo good";
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
    String script =
        WITHOUT_FILES
            + noMoreOverlays
            + "\"$@\"\nls -A /etc | grep -E '^(hosts|resolv.conf)$'\nmount | grep -c "
            + LAB
            + "/etc";
    words.addAll(List.of("sh", "-c", script, empty.toString(), etc.toString()));
    words.addAll(enter("one", "sh", "-c", inside));
    assertThat(run(words).text())
        .isEqualTo(
            "nameserver 192.0.2.53\n192.0.2.1       gateway.example\ngood\nresolv.conf\n0\n");
  }

  @Test
  void aNamespaceThatIsGoneIsRefused() throws Exception {
    run(List.of("umount", NAMESPACE));
    Files.delete(Path.of(NAMESPACE));
    Ended ended = run(enter("one", "echo", "inside"));
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.text())
        .contains("node one is gone")
        .contains(NAMESPACE)
        .contains("netlab down " + LAB)
        .doesNotContain("inside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/self/ns/net", "/dev/null"})
  void anotherThatHasItsNameIsRefused(String other) throws Exception {
    run(List.of("mount", "--bind", other, NAMESPACE));
    try {
      Ended ended = run(enter("one", "echo", "inside"));
      assertThat(ended.status()).isEqualTo(2);
      assertThat(ended.text())
          .contains("another than netlab up made")
          .contains("netlab down " + LAB)
          .doesNotContain("inside");
    } finally {
      run(List.of("umount", NAMESPACE));
    }
  }

  private static List<String> enter(String node, String... command) {
    return new ArrayList<>(
        RunningLab.of(new StateDirectory(new LabName(LAB))).command(node, List.of(command)));
  }

  private static Ended run(List<String> words) throws Exception {
    return run(Map.of(), words);
  }

  private static Ended run(Map<String, String> variables, List<String> words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
