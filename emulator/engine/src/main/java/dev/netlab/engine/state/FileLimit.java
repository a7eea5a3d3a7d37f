package dev.netlab.engine.state;

import dev.netlab.lab.Count;
import dev.netlab.netlink.syscall.OpenFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * How many files netlab may have open, for what it holds open of each node of a large lab. The soft
 * limit is commonly 1024. The commands that netlab starts get the limit back that it had itself.
 */
public final class FileLimit {
  /** Beside what is held of nodes: Java, and threads that open several nodes at once. */
  private static final int OTHERS = 128;

  /** Read before the first change, as every change is made by this class. */
  private static final long AT_START = OpenFiles.limit();

  private FileLimit() {}

  /**
   * Makes room for what is held open of nodes.
   *
   * @param each how many files that are of one node
   * @throws MachineException if the hard limit does not let so many be open
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

  /** Makes what room there can be, for what may be held open of nodes. */
  public static void raise(int nodes, int each) {
    OpenFiles.raise(wanted(nodes, each));
  }

  private static long wanted(int nodes, int each) {
    return OpenFiles.count() + OTHERS + (long) each * nodes;
  }

  /** Program and arguments that become the command, under the limit that netlab started with. */
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
