package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts leave alone. */
class ScriptsIT {
  @TempDir Path folder;

  @Test
  void installTouchesOnlyWhatIsItsOwn() throws Exception {
    Path script = Path.of(ScriptsIT.class.getResource("/install.sh").toURI());
    String own = folder.toRealPath().resolve("scripts/netlab").toString();
    ScriptsTest.Ended ended =
        ScriptsTest.run(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            script + "",
            ScriptsTest.SCRIPTS + "",
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
  void aStartWritesNothingToTmpOrToTheCurrentFolder() throws Exception {
    ScriptsTest.Ended ended =
        ScriptsTest.run(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            "mount -t tmpfs -o ro,noexec none /tmp && cd /tmp && exec \"$0\" validate"
                + " liqo-two-clusters",
            ScriptsTest.SCRIPTS.resolve("netlab") + "");
    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("is good: lab liqo-two-clusters");
  }
}
