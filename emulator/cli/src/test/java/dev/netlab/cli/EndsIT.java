package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.capture.PcapngFile;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How verbs end: by a signal, by two, by a pipe that nobody reads. */
class EndsIT {
  private static final String LAB = "nlt-ends";

  private static final String TEXT =
      """
      name: nlt-ends
      nodes:
        a:
          interfaces:
            eth0: {peer: "b:eth0", address: 192.0.2.1/24}
        b:
          interfaces:
            eth0: {address: 192.0.2.2/24}
      scenarios:
        quick:
          run: {node: a, command: "true"}
          facts:
            E1: {exit: 0}
        endless:
          run: {node: a, command: "touch FOLDER/runs; trap '' TERM; while :; do sleep 1; done"}
          facts:
            E2: {exit: 0}
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("lab.yaml");
    Files.writeString(file, TEXT.replace("FOLDER", folder.toString()));
  }

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  private Process start(String... arguments) throws IOException {
    return netlab("talk", arguments).redirectOutput(folder.resolve("out").toFile()).start();
  }

  /** What is said goes to a file of that name. */
  private ProcessBuilder netlab(String talk, String... arguments) {
    List<String> flags = List.of("-XX:TieredStopAtLevel=1", "-Dnetlab.labs=" + folder);
    return new ProcessBuilder(JvmCommand.command(flags, Main.class, List.of(arguments)))
        .redirectError(folder.resolve(talk).toFile());
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Process startedTest() throws IOException {
    Process test = start("test", file.toString());
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("runs")));
    return test;
  }

  private static void assertEnds(Process process, int status) throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
  }

  private static boolean isUp() {
    return new StateDirectory(new LabName(LAB)).exists();
  }

  /** The scenario's command does not heed the signal. */
  @Test
  void aSignalTakesDownWhatTestBroughtUp() throws Exception {
    Process test = startedTest();
    assertThat(written("out")).as("facts as they come").contains("pass  E1");
    test.destroy();
    assertEnds(test, 143);
    assertThat(written("talk")).contains("ended by SIGTERM; not all facts were checked");
    assertThat(isUp()).isFalse();
  }

  @Test
  void aSecondSignalEndsAtOnceAndSaysWhatToType() throws Exception {
    Process test = startedTest();
    test.destroy();
    // The command is given two seconds to heed the first one.
    await()
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              test.destroy();
              return !test.isAlive();
            });
    assertEnds(test, 143);
    assertThat(written("talk")).contains("take away what is left: netlab down " + LAB);
    assertThat(isUp()).isTrue();
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeAnythingIsDone() throws Exception {
    Process test = start("test", file.toString(), "-o", folder + "/missing/report");
    assertEnds(test, 4);
    assertThat(written("talk")).contains("missing/report: No such file or directory");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private static Process ping() throws IOException {
    RunningLab lab = RunningLab.of(new StateDirectory(new LabName(LAB)));
    List<String> words = List.of("ping", "-q", "-i", "0.05", "192.0.2.2");
    return new ProcessBuilder(lab.command("a", words)).start();
  }

  private void awaitPackets(Path capture) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(capture) && Files.size(capture) > 1000);
  }

  @Test
  void aCaptureEndsByASignalAndByAPipeThatNobodyReads() throws Exception {
    TestLabs.up(new LabSource(LabReader.read(file, new LabName(LAB)), file, TEXT));
    Path written = folder.resolve("x.pcapng");
    Process capture = netlab("talk", "capture", LAB, "-w", written.toString()).start();
    Process piped = netlab("talk of the pipe", "capture", LAB).start();
    Process ping = ping();
    try (BufferedReader lines = piped.inputReader()) {
      assertThat(lines.readLine()).contains("192.0.2.");
    }
    assertEnds(piped, 141);
    awaitPackets(written);
    capture.destroy();
    assertEnds(capture, 143);
    assertThat(written("talk")).contains("SIGTERM came; what was under way was finished");
    assertThat(PcapngFile.packetsOfWhole(written)).isPositive();
    assertThat(ping.isAlive()).isTrue();
    ping.destroyForcibly();
  }

  @Test
  void whatWatchesALabEndsWithIt() throws Exception {
    TestLabs.up(new LabSource(LabReader.read(file, new LabName(LAB)), file, TEXT));
    Path written = folder.resolve("x.pcapng");
    Process capture = netlab("talk", "capture", LAB, "-w", written.toString()).start();
    Process trace =
        netlab("talk of the trace", "trace", LAB, "a", "--", "ping", "-i", "0.2", "192.0.2.2")
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    awaitPackets(written);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> written("talk of the trace").contains("bytes from"));
    TestLabs.down(LAB);
    assertEnds(capture, 0);
    assertThat(written("talk")).contains("lab nlt-ends went down\n");
    assertThat(PcapngFile.packetsOfWhole(written)).isPositive();
    assertEnds(trace, 2);
    assertThat(written("talk of the trace")).contains("lab nlt-ends went down while");
  }

  /** The names go before the state does, and what is in between may take its time. */
  @Test
  void aLabIsOverWhenItsNodesLoseTheirNames() throws Exception {
    TestLabs.up(new LabSource(LabReader.read(file, new LabName(LAB)), file, TEXT));
    Site.Lifetime life = RunningLab.of(new StateDirectory(new LabName(LAB))).lifetime();
    assertThat(life.isOver()).isFalse();
    assertThat(new ProcessBuilder("ip", "netns", "delete", LAB + ".b").start().waitFor()).isZero();
    assertThat(life.isOver()).isTrue();
  }
}
