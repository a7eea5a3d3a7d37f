package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/apt-install} neither starts nor enables the services of what it installs. */
@Tag("kernel")
class AptInstallTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mount", "plain"})
  void servicesStayOff(String root) throws Exception {
    Path script = Path.of(AptInstallTest.class.getResource("/apt-install.sh").toURI());
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                script.toString(),
                "../scripts/apt-install",
                folder.toString(),
                root)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines().filter(line -> line.startsWith("nlt: ")))
        .as(printed)
        .containsExactly(
            "nlt: policy says 101", "nlt: there is lib/systemd/system/nlt-service.service");
  }
}
