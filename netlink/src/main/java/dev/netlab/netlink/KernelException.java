package dev.netlab.netlink;

import dev.netlab.netlink.syscall.Errno;
import java.util.OptionalInt;

/**
 * The kernel rejected something. The message says what was attempted on what, the name and text of
 * the errno, and the kernel's own words (netlink's extended ACK) where it gave some.
 */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN = -1;

  private final String operation;
  private final int errno;
  private final String kernelWords;
  private final int offset;
  private final int missing;

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
   * @param kernelWords the kernel's text, empty where it gave none
   */
  public KernelException(String operation, int errno, String kernelWords) {
    this(operation, errno, kernelWords, UNKNOWN, UNKNOWN);
  }

  /**
   * Netlink's extended ACK ({@code enum nlmsgerr_attrs} of linux/netlink.h).
   *
   * @param operation what was attempted on what, as a sentence would say it: {@code "add link
   *     eth0"}
   * @param errno the positive error number of {@code errno.h}
   * @param kernelWords the kernel's text, empty where it gave none
   * @param offset see {@link #offset()}; -1 where the kernel did not say
   * @param missing see {@link #missingAttribute()}; -1 where the kernel did not say
   */
  public KernelException(String operation, int errno, String kernelWords, int offset, int missing) {
    super(
        operation
            + ": "
            + Errno.describe(errno)
            + (kernelWords.isEmpty() ? "" : ": " + kernelWords));
    this.operation = operation;
    this.errno = errno;
    this.kernelWords = kernelWords;
    this.offset = offset;
    this.missing = missing;
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

  /** Where in the request the attribute is that the kernel rejected: bytes from its first on. */
  public OptionalInt offset() {
    return offset == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(offset);
  }

  /** The type of an attribute that the request lacks. */
  public OptionalInt missingAttribute() {
    return missing == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(missing);
  }
}
