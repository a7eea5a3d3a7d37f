package dev.netlab.netlink;

import dev.netlab.netlink.syscall.Errno;

/**
 * The kernel refused something. The message says what was attempted on what, the name and text of
 * the errno, and the kernel's own words (netlink's extended ACK) where it gave some.
 */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int errno;
  private final String kernelWords;

  /**
   * @param operation what was attempted on what, as a sentence would say it: {@code "add link
   *     eth0"}
   * @param errno the positive error number of {@code errno.h}
   */
  public KernelException(String operation, int errno) {
    this(operation, errno, "");
  }

  /**
   * @param operation what was attempted on what, as a sentence would say it: {@code "add link
   *     eth0"}
   * @param errno the positive error number of {@code errno.h}
   * @param kernelWords the extended ACK's text, empty where the kernel gave none
   */
  public KernelException(String operation, int errno, String kernelWords) {
    super(
        operation
            + ": "
            + Errno.describe(errno)
            + (kernelWords.isEmpty() ? "" : ": " + kernelWords));
    this.operation = operation;
    this.errno = errno;
    this.kernelWords = kernelWords;
  }

  /** What was attempted on what. */
  public String operation() {
    return operation;
  }

  /** The positive error number of {@code errno.h}. */
  public int errno() {
    return errno;
  }

  /** The extended ACK's text, empty where the kernel gave none. */
  public String kernelWords() {
    return kernelWords;
  }
}
