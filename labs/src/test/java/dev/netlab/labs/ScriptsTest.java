package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts leave alone, and what they say meanwhile. */
class ScriptsTest {
  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Ended(int status, String text) {}

  @Test
  @Tag("kernel")
  void installTouchesOnlyWhatIsItsOwn() throws Exception {
    Path script = Path.of(ScriptsTest.class.getResource("/install.sh").toURI());
    String own = folder.toRealPath().resolve("scripts/netlab").toString();
    Ended ended =
        run(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            script + "",
            SCRIPTS + "",
            folder + "");
    assertThat(ended.text().lines().filter(line -> line.startsWith("nlt: ")))
        .as(ended.text())
        .containsExactly(
            "nlt:  0: " + own + ", complete netlab in bash, .TH NETLAB 1",
            "nlt:  0: " + own + ", complete netlab in bash, .TH NETLAB 1",
            "nlt: --remove 0: , , ",
            "nlt:  3: /elsewhere/scripts/netlab, , ",
            "nlt: --remove 0: /elsewhere/scripts/netlab, , ",
            "nlt:  3: foreign, , ",
            "nlt:  3: , foreign, ",
            "nlt: --remove 0: , foreign, ",
            "nlt:  3: , , foreign",
            "nlt: --remove 0: , , foreign",
            "nlt:  3: , , ");
    assertThat(ended.text().lines().filter(line -> line.startsWith("/usr"))).isEmpty();
  }

  /** A C library that each start unpacked was written there, and loaded from there as root. */
  @Test
  @Tag("kernel")
  void aStartWritesNothingToTmpOrToTheCurrentFolder() throws Exception {
    Ended ended =
        run(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            "mount -t tmpfs -o ro,noexec none /tmp && cd /tmp && exec \"$0\" validate"
                + " liqo-two-clusters",
            SCRIPTS.resolve("netlab") + "");
    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("is good: lab liqo-two-clusters");
  }

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

  private static Ended run(String... words) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(words))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
