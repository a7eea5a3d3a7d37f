package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.plan.container.ContainerSetup;
import dev.netlab.lab.plan.container.ContainerSetup.SourceFile;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** What a container may do is found by trying it: as its own command, and as one that enters it. */
class ConfinementIT {
  private static final String LAB = "nlt-confined";
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(make a|ping|load|set a sysctl|bind|open a raw|give|become|change the root|use|write"
              + " in).*");

  /** Files that only root may read, where containers find programs. */
  private static final Path SECRET = Path.of("/usr/local/share/nlt-secret");

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void leaveNothing() throws IOException {
    TestLabs.down(LAB);
    Files.deleteIfExists(SECRET);
  }

  private static String resource(String name) throws IOException {
    try (var in = ConfinementIT.class.getResourceAsStream("/run/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aContainerMayDoWhatANetworkNeedsAndNothingToTheMachine() throws IOException {
    Files.createFile(
        SECRET, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Path lab = folder.resolve("lab.yaml");
    String attempts = resource("attempts.pl").replace("SECRET", SECRET.toString());
    Files.writeString(
        lab, resource("confined.yaml").replace("ATTEMPTS", JSON.std.asString(attempts)));
    HostSnapshot before = HostSnapshot.of(LAB);
    TestLabs.up(TestLabs.source(lab, LabReader.read(lab)));

    Map<String, String> itself = found("cat", "/tmp/found");
    assertThat(itself.remove("done")).isNotNull();
    Map<String, String> entering = found("perl", "/run/attempts.pl");
    assertThat(entering).isEqualTo(itself);
    Map<String, String> expected = new LinkedHashMap<>();
    itself.keySet().forEach(name -> expected.put(name, expected(name)));
    assertThat(itself).isEqualTo(expected).hasSizeGreaterThan(50);
    assertThat(TestLabs.run(LAB, "pod/own", "/usr/local/bin/itself"))
        .as("the host's perl, which enters for this command")
        .isEqualTo("Read-only file system");

    assertThat(modes("000")).isEqualTo(modes("077")).contains("755 /\n", "644 /etc/hosts\n");

    assertThat(Path.of("/tmp/nlt-escape")).doesNotExist();
    TestLabs.down(LAB);
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }

  /** Of what a container finds that is made by a caller with that umask. */
  private String modes(String umask) throws IOException {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 localhost\n");
    ContainerSetup setup =
        new ContainerSetup(
            "/run/netns/" + LAB + ".pod",
            Files.createDirectories(folder.resolve("root")).toString(),
            "pod",
            hosts.toString(),
            hosts.toString(),
            "/nowhere",
            ContainerSetup.cgroup(LAB + ".pod", "own"),
            List.of(new SourceFile("640", hosts.toString(), "/srv/a/b")),
            "find / -xdev -printf '%m %p\\n' | sort; stat -c '%a %n' /dev/* /usr /opt; umask");
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    command.addAll(setup.program());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> found(String... command) throws IOException {
    return TestLabs.run(LAB, "pod/own", command)
        .lines()
        .map(line -> line.split(": ", 2))
        .collect(
            Collectors.toMap(
                line -> line[0],
                line -> line.length > 1 ? line[1] : "",
                (a, _) -> a,
                LinkedHashMap::new));
  }

  private static String expected(String name) {
    if (ALLOWED.matcher(name).matches()) {
      return "yes";
    }
    if (name.startsWith("find")) {
      return "no";
    }
    return switch (name) {
      case "call clone3", "call of tomorrow" -> "Function not implemented";
      case "read /etc/shadow" -> "No such file or directory";
      case "read a secret of /usr" -> "Permission denied";
      case "read the kernel's memory", "gain by a set-uid program" -> "no";
      case "make more than 1024 processes" -> "Resource temporarily unavailable";
      default ->
          name.startsWith("write /") || name.startsWith("change the host")
              ? "Read-only file system"
              : "Operation not permitted";
    };
  }
}
