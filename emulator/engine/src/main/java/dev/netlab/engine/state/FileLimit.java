package dev.netlab.engine.state;

import dev.netlab.lab.Count;
import dev.netlab.netlink.syscall.OpenFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Raises the number of files that netlab may have open, because it keeps files open for each node
 * of a large lab. The soft limit is commonly 1024. Commands that netlab starts run under netlab's
 * original limit.
 */
public final class FileLimit {
  /**
   * Files needed in addition to those held per node: by Java, and by threads that open several
   * nodes at once.
   */
  private static final int OTHERS = 128;

  /** Read before the first change, because only this class changes the limit. */
  private static final long AT_START = OpenFiles.limit();

  private FileLimit() {}

  /**
   * Raises the limit so that {@code each} files can be held open for each of {@code nodes} nodes.
   *
   * @param each the number of files per node
   * @throws MachineException if the hard limit does not allow that many open files
   */
  public static void require(String site, int nodes, int each) {
    long wanted = wanted(nodes, each);
    long limit = OpenFiles.raise(wanted);
    if (limit < wanted) {
      throw new MachineException(
          "%s: for %s up to %d files are open at once, and the hard limit is %d; raise it: ulimit -Hn %d"
              .formatted(site, Count.of(nodes, "node"), wanted, limit, wanted));
    }
  }

  /** Raises the limit as far as possible, for files that may be held open per node. */
  public static void raise(int nodes, int each) {
    OpenFiles.raise(wanted(nodes, each));
  }

  private static long wanted(int nodes, int each) {
    return OpenFiles.count() + OTHERS + (long) each * nodes;
  }

  /**
   * Returns the program and arguments that run the command under the limit that netlab started
   * with.
   */
  public static List<String> around(List<String> command) {
    if (OpenFiles.limit() == AT_START) {
      return command;
    }
    List<String> words =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "ulimit -S -n " + AT_START + " && exec \"$@\"", "sh"));
    words.addAll(command);
    return List.copyOf(words);
  }
}
