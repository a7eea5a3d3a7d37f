package dev.netlab.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerName;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in, in front of commands that run, confined, in this process's own namespaces. */
class ContainerEntryIT {
  private static final int TERM = 15;
  private static final ContainerName NAME = new ContainerName("node", "own");

  /** More than the kernel's PID_MAX_LIMIT. */
  private static final long NO_PROCESS = 1L << 23;

  @TempDir private Path folder = Path.of("");

  private Process start(String line) throws IOException {
    return start(List.of("/bin/sh", "-c", line));
  }

  private Process start(List<String> command) throws IOException {
    return start(ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow(), command);
  }

  private Process start(ProcessIdentity init, List<String> command) throws IOException {
    ContainerSpec spec =
        new ContainerSpec(
            NAME, List.of(), folder, "nlt-none", Optional.empty(), List.of(), Restart.NEVER);
    ContainerEntry.write(spec, init);
    List<String> words = new ArrayList<>(List.of(spec.enter().toString()));
    words.addAll(command);
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  @Test
  void refusesWhatHasAnotherStartThanTheContainer() throws Exception {
    long pid = ProcessHandle.current().pid();
    for (ProcessIdentity other :
        List.of(new ProcessIdentity(pid, 1), new ProcessIdentity(NO_PROCESS, 1))) {
      Process process = start(other, List.of("true"));
      assertThat(process.inputReader().lines())
          .containsExactly("netlab: container node/own does not run any more");
      assertThat(end(process)).isNotZero();
    }
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @RepeatedTest(20)
  void aSignalThatComesBeforeTheCommandDoesEndsIt() throws Exception {
    Process process = start("exec sleep 60");
    // In between two looks of Awaitility the command would have begun.
    while (!ProcessTree.takesSigterm(process.pid())) {
      assertThat(process.isAlive()).isTrue();
    }
    process.destroy();
    assertThat(end(process)).isEqualTo(128 + TERM);
  }

  @Test
  void signalsReachTheCommandWhichEndsAsItLikes() throws Exception {
    for (String signal : List.of("HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "ALRM")) {
      String line =
          "trap 'echo heard; exit 5' %s; echo go; while :; do sleep 0.05; done".formatted(signal);
      // A shell cannot trap what was ignored when it began, as SIGINT is in the background.
      Process process = start(List.of("env", "--default-signal", "/bin/sh", "-c", line));
      assertThat(process.inputReader().readLine()).isEqualTo("go");
      kill(signal, process);
      assertThat(process.inputReader().readLine()).isEqualTo("heard");
      assertThat(end(process)).isEqualTo(5);
    }
  }

  @Test
  void itStopsAndGoesOnAsTheCommandDoes() throws Exception {
    Process process = start("kill -STOP $$; echo on; exit 3");
    Path stat = Path.of("/proc", process.pid() + "/stat");
    await().until(() -> Files.readString(stat).contains(") T "));
    kill("CONT", process);
    assertThat(process.inputReader().readLine()).isEqualTo("on");
    assertThat(end(process)).isEqualTo(3);
  }

  @Test
  void itEndsAsTheCommandEnds() throws Exception {
    assertThat(end(start("exit 7"))).isEqualTo(7);
    assertThat(end(start("kill -9 $$"))).isEqualTo(128 + 9);
    assertThat(end(start("kill -TERM $$"))).isEqualTo(128 + TERM);
    assertThat(end(start("kill -SEGV $$"))).isEqualTo(128 + 11);
  }

  @Test
  void theCommandHasTheSignalsAsTheyWere() throws Exception {
    Process process = start("grep -E 'Sig(Blk|Ign|Cgt)' /proc/self/status");
    Process here =
        new ProcessBuilder("grep", "-E", "Sig(Blk|Ign|Cgt)", "/proc/self/status").start();
    assertThat(process.inputReader().lines().toList())
        .isEqualTo(here.inputReader().lines().toList());
    assertThat(end(process)).isZero();
  }

  private static void kill(String signal, Process process) throws Exception {
    List<String> command = List.of("kill", "-" + signal, Long.toString(process.pid()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
