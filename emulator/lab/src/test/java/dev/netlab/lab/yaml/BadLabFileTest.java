package dev.netlab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.lab.LabName;
import dev.netlab.lab.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of src/test/resources/bad: NAME.yaml is refused with exactly the lines of NAME.txt. */
class BadLabFileTest {
  private static final Path BAD = Path.of("src/test/resources/bad");

  @TempDir private Path folder = Path.of("");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithAllThatIsWrong(Path file) throws IOException {
    Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".txt"));
    assertThat(problems("lab.yaml", Files.readString(file)))
        .extracting(Problem::toString)
        .containsExactlyElementsOf(Files.readAllLines(expected));
  }

  /** The kernel says "Exchange full" of the next one, when the lab is nearly up. */
  @Test
  void moreThan1023PortsOfABridgeAreRefused() {
    assertThat(problems("lab.yaml", ports(1023))).isEmpty();
    assertThat(problems("lab.yaml", ports(1025)))
        .extracting(Problem::toString)
        .containsExactly(
            "lab.yaml:1029:24: 'eth0' is port 1024 of network 'wire', and the kernel allows a"
                + " bridge 1023; put this one into another network, and join the two by a node"
                + " with a bridge",
            "lab.yaml:2057:7: 'p1024' is port 1024 of bridge 'br0' of node 'switch', and the"
                + " kernel allows a bridge 1023; put this one into another bridge");
  }

  /** The kernel says "Argument list too long" and "File name too long" when the lab is up. */
  @Test
  void commandsAndPathsThatAreTooLongAreRefused() {
    String lab =
        """
        name: long
        nodes:
          a:
            containers:
              c:
                command: %s
                files: {/etc/%s: ""}
        scenarios:
          s:
            listen: [a:80, a:80]
            run: {node: a, command: %s}
        """;
    String good = "x".repeat((1 << 17) - 1);
    assertThat(
            problems("lab.yaml", lab.replace(", a:80", "").formatted(good, "y".repeat(255), good)))
        .isEmpty();
    assertThat(problems("lab.yaml", lab.formatted(good + "x", "y".repeat(256), good + "x")))
        .extracting(Problem::toString)
        .containsExactly(
            "lab.yaml:6:18: command has 131072 bytes, the kernel allows 131071; put it into a file"
                + " of a container",
            "lab.yaml:7:17: the path has 261 characters; the kernel allows 3500, and a name in it"
                + " 255 bytes; shorten it",
            "lab.yaml:10:20: a:80 listens already; remove one of them",
            "lab.yaml:11:29: command has 131072 bytes, the kernel allows 131071; put it into a file"
                + " of a container");
  }

  private static String ports(int count) {
    StringBuilder lab = new StringBuilder("name: many\nnetworks:\n  wire: {}\n\nnodes:\n");
    IntStream.rangeClosed(1, count)
        .forEach(i -> lab.append("  n%d: {interfaces: {eth0: {network: wire}}}\n".formatted(i)));
    lab.append("  switch:\n    interfaces:\n      br0: {bridge: {}}\n");
    IntStream.rangeClosed(1, count)
        .forEach(i -> lab.append("      p%d: {tap: {}, master: br0}\n".formatted(i)));
    return lab.toString();
  }

  @Test
  void explodingAliasesAreRefused() {
    StringBuilder bomb = new StringBuilder("name: bomb\nx0: &x0 [lol]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*x" + (i - 1) + ", ";
      bomb.append("x%d: &x%d [%s]\n".formatted(i, i, before.repeat(10)));
    }
    assertThat(problems("lab.yaml", bomb.toString()))
        .singleElement()
        .asString()
        .startsWith("lab.yaml:8:5: with its aliases written out this has more than 1000000 pieces");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(problems("lab.yaml", "nodes: " + "[".repeat(1_000_000)))
        .singleElement()
        .asString()
        .isEqualTo("lab.yaml:1:39: this is nested more than 32 deep; no lab needs that");
  }

  @Test
  void aliasInsideOfItselfIsRefused() {
    assertThat(problems("lab.yaml", "nodes: &a {b: *a}"))
        .singleElement()
        .asString()
        .isEqualTo("lab.yaml:1:15: *a is inside of what it names; write the value");
  }

  /** Escapes make characters that the file itself could not have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\ud800       | 2:8: this has half of a surrogate pair, which is not a character; write"
            + " \\U and its number",
        "a\\udc00\\ud83d | 2:8: this has half of a surrogate pair, which is not a character; write"
            + " \\U and its number",
        "\\UFFFFFFFF   | 2:1: behind this is an escape \\U of a number that no character has; write"
            + " one up to \\U0010FFFF",
        "\\U00110000   | 2:11: this is not YAML: found unknown escape character 00110000; mend the"
            + " YAML here",
      })
  void whatIsNoCharacterIsRefused(String escape, String problem) {
    assertThat(problems("lab.yaml", "name: a\ntitle: \"" + escape + "\"\nnodes: {a: {}}\n"))
        .extracting(Problem::toString)
        .containsExactly("lab.yaml:" + problem);
  }

  @Test
  void bigFileIsRefusedBySize() throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, "name: big\n" + "# padding\n".repeat(1 << 20));
    assertThatExceptionOfType(LabFileException.class)
        .isThrownBy(() -> LabReader.read(file))
        .withMessage(
            file
                + ": the file has 10485770 bytes or more, and may have 4194304; is it another"
                + " file?");
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.write(file, new byte[] {(byte) 0xc3, (byte) 0x28});
    assertThatExceptionOfType(LabFileException.class)
        .isThrownBy(() -> LabReader.read(file))
        .withMessage(file + ": the file is not UTF-8 text; save it as UTF-8");
    Files.write(file, "name: \u0000".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(LabFileException.class)
        .isThrownBy(() -> LabReader.read(file))
        .withMessage(
            file + ": the file has the character U+0000, which YAML does not allow; remove it");
  }

  @Test
  void absentFileIsRefused() {
    assertThatExceptionOfType(LabFileException.class)
        .isThrownBy(() -> LabReader.read(Path.of("no/such/lab.yaml")))
        .withMessage("no/such/lab.yaml: there is no such file; check its name");
  }

  @Test
  void anotherNameIsTheLabs() throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, "name: a-lab\nnodes: {a: {}}\n");
    assertThat(LabReader.read(file, new LabName("other")).name()).hasToString("other");
  }

  private static List<Problem> problems(String file, String text) {
    try {
      LabReader.read(file, text, Optional.empty());
      return List.of();
    } catch (LabFileException e) {
      return e.problems();
    }
  }
}
