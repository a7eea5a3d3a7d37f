package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code scripts/test} installs what the labs' tests need. */
class LabPackagesTest {
  static List<Path> labs() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(""))) {
      return folders
          .map(folder -> folder.resolve("lab.yaml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void areAmongTheScripts(Path lab) throws IOException {
    Map<String, String> packages;
    try (Stream<String> lines = Files.lines(Path.of("..", "scripts", "packages"))) {
      packages =
          lines
              .map(line -> line.split("\\s+", 4))
              .filter(words -> words[2].equals("test") || words[2].equals("run"))
              .collect(Collectors.toMap(words -> words[1], words -> words[0]));
    }
    assertThat(packages).isNotEmpty().containsAllEntriesOf(LabReader.read(lab).packages());
  }
}
