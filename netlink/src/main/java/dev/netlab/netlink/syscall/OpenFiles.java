package dev.netlab.netlink.syscall;

import dev.netlab.netlink.KernelException;
import java.io.File;
import java.nio.ByteBuffer;

/**
 * How many descriptors this process may have open (RLIMIT_NOFILE, getrlimit(2)). Programs are
 * commonly started with a soft limit of 1024, since descriptors from there on break those that use
 * {@code select(2)}; a program that does not may raise it up to the hard limit.
 */
public final class OpenFiles {
  private static final int RLIMIT_NOFILE = 7;

  private OpenFiles() {}

  /** The limit in force. */
  public static long limit() {
    return limits().getLong(0);
  }

  /** How many are open now. */
  public static int count() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  /**
   * Raises the limit to what is wanted, or as far as the hard limit lets it; never lowers it.
   *
   * @return the limit in force then
   */
  public static long raise(long wanted) {
    ByteBuffer limits = limits();
    long next = Math.max(limits.getLong(0), Math.min(wanted, limits.getLong(8)));
    if (next != limits.getLong(0)) {
      set(limits.putLong(0, next));
    }
    return next;
  }

  private static ByteBuffer limits() {
    ByteBuffer limits = Memory.allocate(16);
    if (Libc.C.getrlimit(RLIMIT_NOFILE, Memory.address(limits)) == -1) {
      throw new KernelException("ask how many files may be open", Libc.RUNTIME.getLastError());
    }
    // RLIM_INFINITY is the largest unsigned number.
    return limits.putLong(0, signed(limits.getLong(0))).putLong(8, signed(limits.getLong(8)));
  }

  private static long signed(long limit) {
    return limit < 0 ? Long.MAX_VALUE : limit;
  }

  private static void set(ByteBuffer limits) {
    if (Libc.C.setrlimit(RLIMIT_NOFILE, Memory.address(limits)) == -1) {
      throw new KernelException(
          "let " + limits.getLong(0) + " files be open", Libc.RUNTIME.getLastError());
    }
  }
}
