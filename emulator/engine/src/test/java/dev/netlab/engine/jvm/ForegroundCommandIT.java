package dev.netlab.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ForegroundCommandIT {
  private final Cancellation cancellation = new Cancellation();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Optional<Integer> run(String shell) throws IOException {
    ProcessBuilder command = new ProcessBuilder("/bin/sh", "-c", shell).redirectErrorStream(true);
    return cancellation.call(
        () -> new ForegroundCommand(command, printed).run(ProcessEnd.TERMINATED));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Cancels when the command has printed the numbers of its processes; which of them live on. */
  private void assertEndsWhole(String shell) throws Exception {
    CompletableFuture<Optional<Integer>> run =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run(shell);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> printed().contains("ready\n"));
    cancellation.cancel();
    run.get(10, TimeUnit.SECONDS);
    for (String pid : printed().replace("ready", "").strip().split("\\s+", -1)) {
      assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
          .as("process %s of: %s", pid, shell)
          .isEmpty();
    }
  }

  @Test
  void runsToItsEnd() throws IOException {
    assertThat(run("echo said; exit 3")).contains(3);
    assertThat(printed()).isEqualTo("said\n");
  }

  @Test
  void isEndedWithItsChildren() throws Exception {
    assertEndsWhole("sleep 1000 & echo $! $$; echo ready; wait");
  }

  @Test
  void isKilledIfItDoesNotHeed() throws Exception {
    assertEndsWhole("trap '' TERM; echo $$; echo ready; while :; do sleep 1; done");
  }

  @Test
  void isNotWaitedForByWhatItLeftRunning() throws Exception {
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () -> {
              try {
                run("(setsid sleep 30 & echo $!); echo ready");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> printed().contains("ready\n"));
    cancellation.cancel();
    ended.get(10, TimeUnit.SECONDS);
    long left = Long.parseLong(printed().lines().findFirst().orElseThrow());
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void isNotStartedAfterwards() throws IOException {
    cancellation.cancel();
    assertThat(run("echo said")).isEmpty();
    assertThat(printed()).isEmpty();
  }

  @Test
  void isEndedWhenWhatItPrintsCannotBeTaken() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no room");
          }
        };
    ProcessBuilder endless = new ProcessBuilder("/bin/sh", "-c", "echo said; sleep 1000");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatIOException()
                .isThrownBy(() -> new ForegroundCommand(endless, full).run(ProcessEnd.KILLED))
                .withMessage("no room"));
  }
}
