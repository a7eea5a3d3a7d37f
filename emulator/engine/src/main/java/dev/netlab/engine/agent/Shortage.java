package dev.netlab.engine.agent;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.OpenFiles;
import java.util.LinkedHashSet;
import java.util.Set;

/** Describes a failure with its causes, and how much there was of what ran out. */
final class Shortage {
  private static final long MEBIBYTE = 1 << 20;

  private Shortage() {}

  static String describe(Throwable failure) {
    Set<String> words = new LinkedHashSet<>();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String own = each.getMessage() == null ? each.toString() : each.getMessage();
      if (words.stream().noneMatch(said -> said.contains(own))) {
        words.add(own + figures(each));
      }
    }
    return String.join(": ", words);
  }

  /** What the failure's message lacks. */
  private static String figures(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    if ((failure instanceof KernelException e && e.errno() == Errno.EMFILE)
        || said.endsWith("Too many open files")) {
      // How many are open cannot be asked now: that takes one more.
      return " (at most %d may be open; ulimit -Hn raises what it may have)"
          .formatted(OpenFiles.limit());
    }
    if (failure instanceof OutOfMemoryError && said.contains("native thread")) {
      return " (%d threads run)".formatted(Thread.getAllStackTraces().size());
    }
    if (failure instanceof OutOfMemoryError && said.contains("heap")) {
      return " (of %d MiB)".formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE);
    }
    return ""; // direct memory is told with what is taken and the limit
  }
}
