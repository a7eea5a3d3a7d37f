package dev.netlab.emulator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time changes a lab. The lock is the kernel's (it ends with the process, however
 * that ends) on a file beside the state directory, since that directory comes and goes. The file
 * itself goes when the lock is released, so that nothing is left of a lab that is down.
 */
public final class LabLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private LabLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * The lock.
   *
   * @throws LabStateException if another process has it
   */
  public static LabLock acquire(String lab) {
    return tryAcquire(lab)
        .orElseThrow(
            () ->
                new LabStateException(
                    "another netlab is changing lab "
                        + lab
                        + " just now; try again when it is done"));
  }

  /** The lock, or nothing if another process has it. */
  public static Optional<LabLock> tryAcquire(String lab) {
    Path file = StateDirectory.ROOT.resolve("." + lab + ".lock");
    try {
      while (true) {
        Files.createDirectories(StateDirectory.ROOT);
        LabLock lock = tryOnce(file);
        if (lock == null) {
          return Optional.empty();
        }
        if (lock.isStillInPlace()) {
          return Optional.of(lock);
        }
        lock.channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable LabLock tryOnce(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return null;
    }
    return new LabLock(file, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /** A former holder may have removed the file between our opening it and our locking it. */
  private boolean isStillInPlace() throws IOException {
    String token = UUID.randomUUID().toString();
    channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)), 0);
    try {
      return Files.readString(file).equals(token);
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
      Files.deleteIfExists(StateDirectory.ROOT);
    } catch (DirectoryNotEmptyException otherLabs) {
      // Their state stays.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
