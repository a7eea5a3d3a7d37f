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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README's tour shows is what netlab prints. */
class ReadmeIT {
  /** Verbs whose output neither depends on traffic of another command nor replaces this process. */
  private static final List<String> RUN_HERE =
      List.of("up", "trace", "explain", "policy", "link", "down");

  @TempDir private Path folder;

  @BeforeEach
  void labs() {
    System.setProperty("netlab.labs", ReadmeTest.TOP.resolve("labs").toString());
  }

  @AfterEach
  void noLabs() {
    System.clearProperty("netlab.labs");
  }

  @Test
  void theTourShowsWhatIsPrinted() throws IOException {
    String readme = Files.readString(ReadmeTest.TOP.resolve("README.md"));
    String yaml = readme.substring(readme.indexOf("```yaml\n") + 8);
    Files.writeString(folder.resolve("far-away.yaml"), yaml.substring(0, yaml.indexOf("```")));
    String own = "-" + ProcessHandle.current().pid();
    List<String> up = new ArrayList<>();
    try {
      for (ReadmeTest.Sample sample : ReadmeTest.Sample.all(readme)) {
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
