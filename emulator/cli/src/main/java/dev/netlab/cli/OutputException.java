package dev.netlab.cli;

import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;

/** Data could not be written. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param target "standard output", or a file
   * @param why the system's error
   */
  OutputException(String target, String why) {
    super("cannot write %s: %s".formatted(target, why));
  }

  OutputException(String target, IOException cause) {
    super("cannot write %s: %s".formatted(target, cause.getMessage()), cause);
  }

  /** Whether the reader has closed the pipe, as {@code head} does after some lines. */
  boolean isClosedPipe() {
    return getCause() instanceof IOException e
        && String.valueOf(e.getMessage()).contains(Sys.errnoText(Errno.EPIPE));
  }
}
