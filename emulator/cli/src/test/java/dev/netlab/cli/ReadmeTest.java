package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README types is what netlab takes. */
class ReadmeTest {
  static final Path TOP = Path.of("../..");

  /** {@code $ netlab ...}, and the lines that the README shows below it. */
  record Sample(List<String> command, List<String> shown) {
    static List<Sample> all(String readme) {
      return Pattern.compile("^\\$ netlab (.*)\n((?:(?!\\$ |```).*\n)*)", Pattern.MULTILINE)
          .matcher(readme)
          .results()
          .map(Sample::of)
          .toList();
    }

    private static Sample of(MatchResult found) {
      return new Sample(
          List.of(found.group(1).split(" ")),
          found.group(2).lines().filter(line -> !line.isBlank() && !line.equals("...")).toList());
    }
  }

  @BeforeEach
  void labs() {
    System.setProperty("netlab.labs", TOP.resolve("labs").toString());
  }

  @AfterEach
  void noLabs() {
    System.clearProperty("netlab.labs");
  }

  @Test
  void everyCommandIsOneThatNetlabTakes() throws IOException {
    String readme = Files.readString(TOP.resolve("README.md"));
    assertThat(Sample.all(readme)).hasSizeGreaterThan(9);
    for (Sample sample : Sample.all(readme)) {
      Main.commandLine().parseArgs(sample.command().toArray(String[]::new));
      String lab = sample.command().get(1);
      assertThat(
              LabArgument.builtIn().contains(lab)
                  || readme.contains("name: " + lab.replace(".yaml", "")))
          .as(lab)
          .isTrue();
    }
  }
}
