package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.sys.Const;
import dev.netlab.netlink.sys.Errno;
import dev.netlab.netlink.sys.Fd;
import dev.netlab.netlink.sys.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process at a time changes a lab. The lock is the kernel's (it ends with the process, however
 * that ends) on a file beside the state directory, since that directory comes and goes. The file
 * itself goes when the lock is released, so that nothing is left of a lab that is down.
 *
 * <p>It is flock(2)'s kind and not that of Java's {@code FileLock}, which is lost as soon as the
 * process closes any descriptor of the file.
 */
public final class LabLock implements AutoCloseable {
  private final Path file;
  private final Fd fd;

  private LabLock(Path file, Fd fd) {
    this.file = file;
    this.fd = fd;
  }

  /**
   * The lock.
   *
   * @throws LabStateException if another has it
   */
  public static LabLock acquire(LabName lab) {
    return tryAcquire(lab)
        .orElseThrow(
            () ->
                new LabStateException(
                    "another netlab is changing lab "
                        + lab
                        + " just now; try again when it is done"));
  }

  /** The lock, or nothing if another has it. */
  public static Optional<LabLock> tryAcquire(LabName lab) {
    Path file = StateDirectory.ROOT.resolve("." + lab + ".lock");
    while (true) {
      Optional<Fd> opened = open(file);
      if (opened.isEmpty()) {
        continue;
      }
      Fd fd = opened.get();
      if (!isLocked(file, fd)) {
        fd.close();
        return Optional.empty();
      }
      if (isInPlace(file, fd)) {
        return Optional.of(new LabLock(file, fd));
      }
      fd.close();
    }
  }

  /** Empty where a former holder removes the file between our making and opening it. */
  private static Optional<Fd> open(Path file) {
    try {
      Files.createDirectories(StateDirectory.ROOT);
      Files.createFile(file);
    } catch (FileAlreadyExistsException isThere) {
      // It is opened below.
    } catch (NoSuchFileException rootJustRemoved) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return Optional.of(Sys.open("open " + file, file.toString(), Const.O_RDWR));
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isLocked(Path file, Fd fd) {
    try {
      Sys.flock("lock " + file, fd, Const.LOCK_EX | Const.LOCK_NB);
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.EAGAIN) {
        return false;
      }
      throw e;
    }
  }

  /** A former holder may have removed the file between our opening it and our locking it. */
  private static boolean isInPlace(Path file, Fd fd) {
    try {
      Path ours = Path.of("/proc/self/fd", Integer.toString(fd.number()));
      return Files.getAttribute(ours, "unix:ino").equals(Files.getAttribute(file, "unix:ino"));
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      fd.close();
      Files.deleteIfExists(StateDirectory.ROOT);
    } catch (DirectoryNotEmptyException otherLabs) {
      // Their state stays.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
