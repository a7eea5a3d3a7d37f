package dev.netlab.netlink.netns;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The folder of named network namespaces, {@code /run/netns}, in the state in which {@code ip
 * netns} leaves it: a separate mount that is shared with other mount namespaces. Otherwise the next
 * {@code ip netns add} would mount it over itself and hide the existing names.
 */
public final class NetnsDirectory {
  /** The folder in which iproute2 keeps names. */
  public static final NetnsDirectory SYSTEM = new NetnsDirectory(Path.of("/run/netns"));

  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** The maximum time to wait while {@code ip netns} or another process holds the lock. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  private final Path path;

  NetnsDirectory(Path path) {
    this.path = path;
  }

  /** What {@link #ensure} had to create, and therefore what {@link #undo} may remove. */
  public enum Made {
    NOTHING,
    MOUNT,
    DIRECTORY_AND_MOUNT
  }

  public Path path() {
    return path;
  }

  /** The file for a namespace's name. */
  public Path name(String name) {
    return path.resolve(name);
  }

  /** The names that begin with the prefix, sorted. */
  public List<String> names(String prefix) {
    try (Stream<Path> names = Files.list(path)) {
      return names
          .map(name -> name.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** What {@link #ensure} would have to create now. */
  public Made missing() {
    if (!Files.isDirectory(path)) {
      return Made.DIRECTORY_AND_MOUNT;
    }
    boolean mounted = MountPoints.ofThisProcess().contains(path.toString());
    return mounted ? Made.NOTHING : Made.MOUNT;
  }

  /** Makes the folder ready for names, safely even if {@code ip netns} does so at the same time. */
  public Made ensure() {
    boolean made = false;
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(READABLE));
        Files.setPosixFilePermissions(path, READABLE); // regardless of the umask
        made = true;
      }
    } catch (IOException e) {
      if (!Files.isDirectory(path)) {
        throw new UncheckedIOException("make " + path + ": " + e.getMessage(), e);
      }
    }
    String what = "make " + path + " a shared mount";
    String directory = path.toString();
    if (missing() == Made.NOTHING && share(what)) {
      return Made.NOTHING;
    }
    try (Fd folder = open()) {
      isLocked(folder); // if not locked: better two mounts than none
      if (share(what)) {
        return Made.NOTHING;
      }
      Sys.mount(what, directory, directory, "none", Const.MS_BIND | Const.MS_REC);
      share(what);
      return made ? Made.DIRECTORY_AND_MOUNT : Made.MOUNT;
    }
  }

  /** Shares the folder if it is a mount point; returns whether it is one. */
  private boolean share(String what) {
    try {
      Sys.mount(what, "", path.toString(), "none", Const.MS_SHARED | Const.MS_REC);
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.EINVAL) {
        return false;
      }
      throw e;
    }
  }

  private Fd open() {
    return Sys.open("open " + path, path.toString(), Const.O_RDONLY);
  }

  /**
   * Takes the lock that {@code ip netns} also takes. It only protects against two processes that
   * mount at the same time. Any process that can read the folder can hold it indefinitely, so the
   * wait is limited.
   */
  private boolean isLocked(Fd folder) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Sys.flock("lock " + path, folder, Const.LOCK_EX | Const.LOCK_NB);
        return true;
      } catch (KernelException e) {
        if (e.errno() != Errno.EAGAIN) {
          throw e;
        }
      }
      if (System.nanoTime() >= end) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  /**
   * Removes what {@link #ensure} created, once the folder contains no names.
   *
   * @return whether the folder was empty and what was created has been removed; false while another
   *     process holds the lock, because it may be about to add a name
   */
  public boolean undo(Made made) {
    if (made == Made.NOTHING || !Files.isDirectory(path)) {
      return true;
    }
    try (Fd folder = open();
        Stream<Path> names = Files.list(path)) {
      if (!isLocked(folder) || names.findAny().isPresent()) {
        return false;
      }
      Sys.umount("unmount " + path, path.toString(), Const.MNT_DETACH);
      if (made == Made.DIRECTORY_AND_MOUNT) {
        Files.delete(path);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("remove " + path + ": " + e.getMessage(), e);
    }
  }
}
