package dev.netlab.wireguard.uapi;

/** A request that cannot be done, with the error number the answer gives for it. */
public final class UapiException extends Exception {
  private static final long serialVersionUID = 1L;

  public static final int EIO = 5;
  public static final int EINVAL = 22;
  public static final int EPROTO = 71;
  public static final int EADDRINUSE = 98;

  private final int errno;

  /**
   * @param errno the positive number of {@code errno.h}
   */
  public UapiException(int errno, String message) {
    super(message);
    this.errno = errno;
  }

  /** The positive number of {@code errno.h}. */
  public int errno() {
    return errno;
  }

  static UapiException invalid(String message) {
    return new UapiException(EINVAL, message);
  }
}
