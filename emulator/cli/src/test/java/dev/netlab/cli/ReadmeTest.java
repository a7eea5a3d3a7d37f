package dev.netlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README's tour types works as written, and what it shows is what netlab prints. */
class ReadmeTest {
  private static final Path TOP = Path.of("../..");

  /** Verbs whose output neither depends on traffic of another command nor replaces this process. */
  private static final List<String> RUN_HERE =
      List.of("up", "trace", "explain", "policy", "link", "down");

  @TempDir private Path folder;

  /** {@code $ netlab ...}, and the lines that the README shows below it. */
  private record Sample(List<String> command, List<String> shown) {
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

  @Test
  @Tag("kernel")
  void theTourShowsWhatIsPrinted() throws IOException {
    String readme = Files.readString(TOP.resolve("README.md"));
    String yaml = readme.substring(readme.indexOf("```yaml\n") + 8);
    Files.writeString(folder.resolve("far-away.yaml"), yaml.substring(0, yaml.indexOf("```")));
    String own = "-" + ProcessHandle.current().pid();
    List<String> up = new ArrayList<>();
    try {
      for (Sample sample : Sample.all(readme)) {
        List<String> command = new ArrayList<>(sample.command());
        if (!RUN_HERE.contains(command.getFirst())) {
          continue;
        }
        // Under names that nobody else's labs have.
        String lab = command.get(1).replace(".yaml", "");
        String file = command.get(1).endsWith(".yaml") ? folder + "/" + command.get(1) : lab;
        command.set(1, command.getFirst().equals("up") ? file : lab + own);
        if (command.getFirst().equals("up")) {
          command.addAll(2, List.of("--name", lab + own));
          up.add(lab + own);
        }
        String printed = shape(printed(command).replace(own, ""));
        for (String line : sample.shown()) {
          assertThat(printed).as("%s prints %s", command, line).contains(shape(line));
        }
      }
    } finally {
      up.forEach(lab -> CommandRun.of("down", lab));
    }
  }

  private static String printed(List<String> command) {
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, UTF_8));
    try {
      CommandRun run = CommandRun.of(command.toArray(String[]::new));
      assertThat(run.status()).as("%s: %s", command, run.err()).isZero();
      return told.toString(UTF_8) + run.out() + run.err();
    } finally {
      System.setOut(before);
    }
  }

  /**
   * Without what is another one each time: numbers, MACs, blanks; and by whom links are impaired.
   */
  private static String shape(String text) {
    return text.replaceAll("\\(a wire of netlab's\\)|\\(the kernel's netem\\)", "(impaired)")
        .replaceAll("([0-9a-f]{2}:){5}[0-9a-f]{2}", "MAC")
        .replaceAll("0x[0-9a-f]+", "#")
        .replaceAll("[0-9]+", "#")
        .replaceAll("(REACHABLE|DELAY|STALE|PERMANENT|PROBE)", "STATE")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
