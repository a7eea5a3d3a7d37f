package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts say while they work. */
class ScriptsTest {
  static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

  @TempDir Path folder;

  record Ended(int status, String text) {}

  @Test
  void whatTakesLongIsOneLineInALog() throws Exception {
    Path log = folder.resolve("log");
    Ended ended =
        run(
            SCRIPTS.resolve("progress") + "",
            "trying",
            log + "",
            "sh",
            "-c",
            "echo a; echo b >&2; exit 5");
    assertThat(ended).isEqualTo(new Ended(5, "netlab: trying; the log is " + log + "\n"));
    assertThat(log).hasContent("a\nb");
  }

  @Test
  void aTerminalShowsOneLineThatMovesAndGoes() throws Exception {
    Path log = folder.resolve("log");
    Path seen = folder.resolve("seen");
    // It ends when the terminal has shown its last word.
    Path program = folder.resolve("program");
    Files.writeString(
        program,
        "echo first\nprintf 'gr\\033een\\n'\nuntil grep -qs 'gree*n' '" + seen + "'; do :; done\n");
    String line = "TERM=xterm " + SCRIPTS.resolve("progress") + " trying " + log + " sh " + program;
    Ended ended =
        run("script", "--quiet", "--flush", "--return", "--command", line, seen.toString());
    assertThat(ended.status()).isZero();
    assertThat(ended.text())
        .contains("\rnetlab: trying, ")
        .contains(" s (" + log + "): green")
        .doesNotContain("\n")
        .endsWith("\r\033[K".replace("\033", "\u001b"));
  }

  static Ended run(String... words) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(words))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
