package dev.netlab.netlink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {
  @TempDir private Path folder;

  @Test
  void onlyOneHasIt() {
    try (FileLock held = FileLock.acquire(folder)) {
      assertThat(held.isOn(folder)).isTrue();
      assertThat(FileLock.tryAcquire(folder)).isEmpty();
    }
    try (FileLock next = FileLock.tryAcquire(folder).orElseThrow()) {
      assertThat(next.isOn(folder)).isTrue();
    }
  }

  @Test
  void whoWaitsGetsItWhenItIsClosed() throws Exception {
    CompletableFuture<FileLock> waiting;
    try (FileLock _ = FileLock.acquire(folder)) {
      waiting = CompletableFuture.supplyAsync(() -> FileLock.acquire(folder));
      assertThat(waiting).isNotDone();
    }
    waiting.get(5, TimeUnit.SECONDS).close();
  }

  @Test
  void aFileThatWasReplacedIsNotTheLockedOne() throws IOException {
    Path file = Files.createFile(folder.resolve("lock"));
    try (FileLock held = FileLock.acquire(file)) {
      Files.delete(file);
      assertThat(held.isOn(file)).isFalse();
      Files.createFile(file);
      assertThat(held.isOn(file)).isFalse();
    }
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> FileLock.tryAcquire(folder.resolve("none")))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
  }
}
