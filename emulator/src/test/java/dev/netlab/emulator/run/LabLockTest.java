package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.process.SameJava;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LabLockTest {
  @Test
  void oneHolderAtATimeAndNothingLeftAfterwards() {
    try (LabLock held = LabLock.tryAcquire(new LabName("nlt-lock")).orElseThrow()) {
      assertThat(LabLock.tryAcquire(new LabName("nlt-lock"))).isEmpty();
      try (LabLock other = LabLock.tryAcquire(new LabName("nlt-other")).orElseThrow()) {
        assertThat(other).isNotSameAs(held);
      }
      assertThat(LabLock.tryAcquire(new LabName("nlt-lock"))).as("still held").isEmpty();
    }
    try (LabLock again = LabLock.tryAcquire(new LabName("nlt-lock")).orElseThrow()) {
      assertThat(again).isNotNull();
    }
    assertThat(Files.exists(StateDirectory.ROOT.resolve(".nlt-lock.lock"))).isFalse();
  }

  @Test
  void anotherProcessIsKeptOutUntilTheHolderDies() throws Exception {
    Process holder =
        new ProcessBuilder(SameJava.command(List.of(), Holder.class, List.of("nlt-held")))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThat(LabLock.tryAcquire(new LabName("nlt-held"))).isEmpty();
    } finally {
      holder.destroyForcibly();
    }
    await()
        .until(() -> LabLock.tryAcquire(new LabName("nlt-held")), Optional::isPresent)
        .get()
        .close();
  }

  /** A process that takes a lock, says so, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws Exception {
      try (LabLock _ = LabLock.acquire(new LabName(arguments[0]))) {
        System.out.println("held");
        Thread.currentThread().join();
      }
    }
  }
}
