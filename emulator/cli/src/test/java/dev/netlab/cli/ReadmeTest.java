package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README types is what netlab takes. */
class ReadmeTest {
  static final Path TOP = Path.of("../..");

  /**
   * A line that is typed in the README, and the lines that it shows below; {@code ...} stands for
   * any that it leaves out.
   */
  record Typed(String line, List<String> shown) {
    static List<Typed> all(String readme) {
      return Pattern.compile("^\\$ (.*)\n((?:(?!\\$ |```).*\n)*)", Pattern.MULTILINE)
          .matcher(readme)
          .results()
          .map(Typed::of)
          .toList();
    }

    private static Typed of(MatchResult found) {
      return new Typed(
          found.group(1),
          found.group(2).lines().filter(line -> !line.isBlank() && !line.equals("...")).toList());
    }

    /** The arguments of netlab's, if it is netlab that is started. */
    private Optional<List<String>> arguments() {
      return line.startsWith("netlab ")
          ? Optional.of(List.of(line.substring(7).split(" ")))
          : Optional.empty();
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
    List<List<String>> commands =
        Typed.all(readme).stream().flatMap(typed -> typed.arguments().stream()).toList();
    assertThat(commands).hasSizeGreaterThan(9);
    for (List<String> command : commands) {
      Main.commandLine().parseArgs(command.toArray(String[]::new));
      String lab = command.get(1);
      assertThat(
              LabArgument.builtIn().contains(lab)
                  || readme.contains("name: " + lab.replace(".yaml", "")))
          .as(lab)
          .isTrue();
    }
  }
}
