package dev.netlab.netlink.syscall;

import dev.netlab.netlink.KernelException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.types.intptr_t;

/**
 * A file system that is mounted on no path: only who has the descriptor sees it, as {@code
 * /proc/self/fd/N}, and it goes with the descriptor (fsopen(2), fsmount(2); glibc 2.36).
 */
public final class PathlessMount {
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;

  private PathlessMount() {}

  /** The functions by their C names. A C library without them is still loaded. */
  public interface Functions {
    int fsopen(String type, int flags);

    int fsconfig(int fd, int command, @intptr_t long key, @intptr_t long value, int auxiliary);

    int fsmount(int fd, int flags, int attributes);
  }

  /**
   * Mounts a file system that needs no source.
   *
   * @param type as in {@code /proc/filesystems}
   * @return the root's descriptor
   * @throws KernelException ENODEV if the kernel has no such file system, EPERM if this process may
   *     not mount, ENOSYS if the C library is too old to ask
   */
  public static Fd open(String type) {
    String what = "mount " + type;
    try {
      Functions c =
          LibraryLoader.create(Functions.class).option(LibraryOption.LoadNow, true).load("c");
      try (Fd context = new Fd(check(what, c.fsopen(type, FSOPEN_CLOEXEC)))) {
        check(what, c.fsconfig(context.number(), FSCONFIG_CMD_CREATE, 0, 0, 0));
        return new Fd(check(what, c.fsmount(context.number(), FSMOUNT_CLOEXEC, 0)));
      }
    } catch (UnsatisfiedLinkError e) {
      throw new KernelException(what, Errno.ENOSYS, "the C library has no fsopen");
    }
  }

  private static int check(String what, int result) {
    if (result == -1) {
      throw new KernelException(what, Libc.RUNTIME.getLastError());
    }
    return result;
  }
}
