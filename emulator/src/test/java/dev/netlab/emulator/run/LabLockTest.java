package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LabLockTest {
  @Test
  void oneHolderAtATimeAndNothingLeftAfterwards() {
    try (LabLock held = LabLock.tryAcquire("nlt-lock").orElseThrow()) {
      assertThat(LabLock.tryAcquire("nlt-lock")).isEmpty();
      try (LabLock other = LabLock.tryAcquire("nlt-other").orElseThrow()) {
        assertThat(other).isNotSameAs(held);
      }
    }
    try (LabLock again = LabLock.tryAcquire("nlt-lock").orElseThrow()) {
      assertThat(again).isNotNull();
    }
    assertThat(Files.exists(StateDirectory.ROOT.resolve(".nlt-lock.lock"))).isFalse();
  }
}
