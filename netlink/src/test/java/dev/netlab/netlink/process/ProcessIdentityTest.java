package dev.netlab.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  /** Its first thread ends when all is said, the other one with its input. */
  private static final String TWO_THREADS =
      """
      import ctypes, sys, threading
      threading.Thread(target=sys.stdin.read).start()
      ctypes.CDLL(None).pthread_exit(None)
      """;

  /** Says its child's number. */
  private static final String CHILD_NOT_WAITED_FOR =
      """
      import os, sys
      child = os.fork() or os._exit(0)
      print(child, flush=True)
      sys.stdin.read()
      """;

  private static ProcessIdentity of(long pid) {
    return ProcessIdentity.of(pid).orElseThrow();
  }

  @Test
  void aProcessIsThereUntilItEnds() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    ProcessIdentity identity = of(process.pid());
    assertThat(identity.isAlive()).isTrue();
    assertThat(new ProcessIdentity(identity.pid(), identity.startTime() + 1).isAlive()).isFalse();
    process.destroy();
    process.waitFor();
    assertThat(identity.isAlive()).isFalse();
    assertThat(ProcessIdentity.of(process.pid())).isEmpty();
  }

  @Test
  void theEndOfAProcessIsAwaitedNoLongerThanWanted() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    ProcessIdentity identity = of(process.pid());
    assertThat(identity.awaitEnd(Duration.ofMillis(1))).isFalse();
    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(() -> identity.awaitEnd(Duration.ofMinutes(1)));
    process.destroy();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    process.waitFor();
    assertThat(identity.awaitEnd(Duration.ZERO)).isTrue();
  }

  @Test
  void aProcessIsThereUntilItsLastThreadEnds() throws Exception {
    Process process = new ProcessBuilder("python3", "-c", TWO_THREADS).start();
    await().until(() -> stat(process).contains(") Z "));
    ProcessIdentity identity = of(process.pid());
    assertThat(identity.isAlive()).isTrue();
    process.getOutputStream().close();
    process.waitFor();
    assertThat(identity.isAlive()).isFalse();
  }

  /** A process that has ended and that nobody has waited for is not there. */
  @Test
  void whatIsLeftOfAProcessIsNotThere() throws Exception {
    Process parent = new ProcessBuilder("python3", "-c", CHILD_NOT_WAITED_FOR).start();
    long pid = Long.parseLong(parent.inputReader().readLine());
    await().until(() -> Files.readString(Path.of("/proc", pid + "/stat")).contains(") Z "));
    assertThat(ProcessIdentity.of(pid)).isEmpty();
    parent.getOutputStream().close();
    parent.waitFor();
  }

  private static String stat(Process process) throws IOException {
    return Files.readString(Path.of("/proc", process.pid() + "/stat"));
  }
}
