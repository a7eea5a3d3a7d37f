package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code scripts/apt-install} installs packages of exactly the names that it is given, removes
 * none, and neither starts nor enables their services.
 */
class AptInstallIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mount", "plain"})
  void installsWhatIsNamedAndNothingElse(String root) throws Exception {
    Path script = Path.of(AptInstallIT.class.getResource("/apt-install.sh").toURI());
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
            "nlt: by other names: ",
            "nlt: policy says 101",
            "nlt: by its name: nlt-service",
            "nlt: with a minus behind it: nlt-service",
            "nlt: refused a rival",
            "nlt: beside a rival: nlt-service",
            "nlt: there is lib/systemd/system/nlt-service.service");
  }
}
