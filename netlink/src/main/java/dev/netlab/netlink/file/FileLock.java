package dev.netlab.netlink.file;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive flock(2) on a file or a folder. It ends when it is closed, or with the process,
 * however that ends; Java's {@code FileLock} ends as soon as the process closes any descriptor of
 * the file.
 */
public final class FileLock implements AutoCloseable {
  private final Fd fd;

  private FileLock(Fd fd) {
    this.fd = fd;
  }

  /**
   * Waits for the lock, however long that takes.
   *
   * @throws KernelException ENOENT if there is no such file
   */
  public static FileLock acquire(Path file) {
    return lock(file, Const.LOCK_EX);
  }

  /**
   * The lock, or empty where another holds it.
   *
   * @throws KernelException ENOENT if there is no such file
   */
  public static Optional<FileLock> tryAcquire(Path file) {
    try {
      return Optional.of(lock(file, Const.LOCK_EX | Const.LOCK_NB));
    } catch (KernelException e) {
      if (e.errno() == Errno.EAGAIN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static FileLock lock(Path file, int operation) {
    Fd fd = Sys.open("open " + file, file.toString(), Const.O_RDONLY);
    try {
      Sys.flock("lock " + file, fd, operation);
      return new FileLock(fd);
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  /**
   * Whether the path still leads to the locked file: a former holder may have removed it between
   * its opening and its locking here.
   */
  public boolean isOn(Path file) {
    try {
      Path locked = Path.of("/proc/self/fd", Integer.toString(fd.number()));
      return Files.getAttribute(locked, "unix:ino")
          .equals(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("read the inode of " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
