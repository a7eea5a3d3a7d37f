package dev.netlab.engine.state;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.file.FileLock;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A lock held by the kernel, so that it ends with the process, however the process ends. The lock
 * file is in {@link StateRoot} and only root can open it: anyone who can open a file can prevent
 * others from locking it. Releasing the lock removes the file, and the folder if it is then empty.
 */
final class LockFile implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  /** A shorter wait is not reported. */
  private static final Duration UNTOLD = Duration.ofMillis(200);

  private final Path file;
  private final FileLock lock;

  private LockFile(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Acquires the lock. Waits for at most {@code patience}.
   *
   * @param purpose what the holder does, to follow "that is"
   * @param talk receives a message that names the holder
   * @throws LabStateException if another process does not release it in time
   */
  static LockFile acquire(Path file, String purpose, Duration patience, Consumer<String> talk) {
    long start = System.nanoTime();
    boolean told = false;
    while (true) {
      Optional<LockFile> lock = tryAcquire(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      long waited = System.nanoTime() - start;
      if (waited >= patience.toNanos()) {
        throw new LabStateException(
            "%s is %s, and has not ended in %d s; try again when it has"
                .formatted(holder(file), purpose, patience.toSeconds()));
      }
      if (!told && waited >= UNTOLD.toNanos()) {
        talk.accept("waiting for %s that is %s".formatted(holder(file), purpose));
        told = true;
      }
      Cancellation.current().check();
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  /** Returns the lock, or empty if another process holds it or has just removed its file. */
  static Optional<LockFile> tryAcquire(Path file) {
    StateRoot.make();
    Optional<FileLock> lock = lock(file);
    if (lock.isPresent() && !lock.get().isOn(file)) {
      lock.get().close();
      return Optional.empty();
    }
    return lock.map(held -> new LockFile(file, held));
  }

  private static Optional<FileLock> lock(Path file) {
    try {
      Files.createFile(file, Ownership.PRIVATE_FILE);
    } catch (FileAlreadyExistsException isThere) {
      Ownership.of(file)
          .flatMap(Ownership::wrongWithFile)
          .ifPresent(
              wrong -> {
                throw new LabStateException(
                    "%s %s: netlab did not make it; remove it".formatted(file, wrong));
              });
    } catch (NoSuchFileException rootJustRemoved) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("make " + file + ": " + e.getMessage(), e);
    }
    try {
      return FileLock.tryAcquire(file);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty(); // a previous holder removed it in the meantime
      }
      throw e;
    }
  }

  private static String holder(Path file) {
    OptionalLong holder = KernelLocks.holder(file);
    return holder.isPresent()
        ? "another netlab, process " + holder.getAsLong() + ","
        : "another netlab";
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("remove " + file + ": " + e.getMessage(), e);
    } finally {
      lock.close();
    }
    StateRoot.removeIfEmpty();
  }
}
