package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab for which more files are open than the limit that netlab is started with. */
class FileLimitIT {
  private static final String LAB = "nlt-files";

  /** Java itself has about 75 open, and each node takes two or more. */
  private static final int LIMIT = 140;

  private static final int NODES = 200;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    String nodes =
        IntStream.range(0, NODES).mapToObj("  n%d: {}\n"::formatted).collect(Collectors.joining());
    file =
        Files.writeString(
            folder.resolve("lab.yaml"),
            """
            name: %s
            nodes:
            %sscenarios:
              limits:
                run: {node: n0, command: "ulimit -S -n"}
                facts:
                  F1: {prints: '%d'}
                  F2: {absent: "n0:lo in 1.1.1.1 > 1.1.1.1:53 udp"}
            """
                .formatted(LAB, nodes, LIMIT));
  }

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  private int run(String ulimit, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "ulimit %s && exec \"$@\"".formatted(ulimit), "sh"));
    words.addAll(
        JvmCommand.command(
            List.of("-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit"), Main.class, List.of(arguments)));
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("talk").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void theSoftLimitIsRaisedForNetlabAndNotForCommands() throws Exception {
    int status = run("-S -n " + LIMIT, "test", file.toString());
    assertThat(folder.resolve("talk")).content().doesNotContain("netlab:");
    assertThat(folder.resolve("out")).content().contains("pass  F1");
    assertThat(status).isZero();
  }

  @Test
  void aHardLimitThatIsTooLowIsToldWithFiguresBeforeAnythingIsMade() throws Exception {
    int status = run("-n " + LIMIT, "up", file.toString());
    assertThat(folder.resolve("talk"))
        .content()
        .containsPattern(
            "lab %s: for %d nodes up to \\d+ files are open at once, and the hard limit is %d"
                .formatted(LAB, NODES, LIMIT));
    assertThat(status).isEqualTo(3);
    assertThat(new StateDirectory(new LabName(LAB)).exists()).isFalse();
  }
}
