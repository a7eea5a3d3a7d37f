package dev.netlab.engine.lifecycle;

import dev.netlab.lab.PrintableText;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.netns.NamespaceIdentity;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The processes in a lab's namespaces: shells, servers, and anything else that was run in a node. A
 * namespace exists as long as its processes do.
 */
final class LabProcesses {
  private static final Path PROC = Path.of("/proc");
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;

  /** Time for processes to end in an orderly way. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Time for processes that fork while they are killed, or that the kernel releases late. */
  private static final Duration FORCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /** Time for processes that start during a scan. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(1);

  /**
   * Up to this many new processes are checked by number; if there are more, all processes are
   * listed.
   */
  private static final int FEW = 1000;

  /** The second scan finds processes that were being forked during the first. */
  private static final int CLEAN_LOOKS = 2;

  private final Set<Long> held;
  private final Set<NamespaceIdentity> lost;

  /** The newest process when the last scan began. */
  private long newest = newestProcess();

  /**
   * Finds the processes in these namespaces.
   *
   * @param held inodes of namespaces that the lab's names hold, so that no other namespace has them
   * @param lost namespaces whose names somebody removed: another namespace may have the inode by
   *     now
   */
  LabProcesses(Set<Long> held, Set<NamespaceIdentity> lost) {
    this.held = Set.copyOf(held);
    this.lost = Set.copyOf(lost);
  }

  /**
   * The result of a scan of all processes.
   *
   * @param members the processes of the lab
   * @param complete whether every process that started during the scan was checked
   */
  private record Look(Set<Long> members, boolean complete) {}

  /**
   * Asks the processes to end, then kills those that do not, and everything that they fork
   * meanwhile.
   *
   * @return descriptions of the processes that are left
   */
  List<String> end() {
    awaitEnd(look(process -> signal(process, SIGTERM)).members());
    return kill() ? List.of() : look(_ -> {}).members().stream().map(LabProcesses::words).toList();
  }

  /** Waits as long as their number only falls. */
  private void awaitEnd(Set<Long> asked) {
    long end = System.nanoTime() + GRACE.toNanos();
    Set<Long> left = asked;
    while (!left.isEmpty() && asked.containsAll(left) && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      left = look(_ -> {}).members();
    }
  }

  /**
   * Kills the processes, and returns whether none is left. A killed process cannot fork any more,
   * so this repeats until no new one appears.
   */
  private boolean kill() {
    long end = System.nanoTime() + FORCE.toNanos();
    Set<Long> killed = new HashSet<>();
    int clean = 0;
    while (clean < CLEAN_LOOKS && System.nanoTime() < end) {
      Look look = look(process -> signal(process, SIGKILL));
      clean = look.members().isEmpty() && look.complete() ? clean + 1 : 0;
      if (!look.members().isEmpty() && !killed.addAll(look.members())) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()); // they are ending
      }
    }
    return clean >= CLEAN_LOOKS;
  }

  /**
   * Finds the members among all processes, and among those that start during the scan: a listed
   * process may have forked another and ended before it was checked, and the new one counts, too.
   * Checking a process is faster than a fork, so the scan catches up.
   *
   * @param found receives each process at once, when it has hardly had time to fork
   */
  private Look look(LongConsumer found) {
    Set<Long> members = new HashSet<>();
    LongConsumer each =
        process -> {
          if (isMember(process) && isProcess(process) && members.add(process)) {
            found.accept(process);
          }
        };
    long seen = newest;
    newest = newestProcess();
    all().forEach(each);
    long end = System.nanoTime() + CATCHING_UP.toNanos();
    long now = newestProcess();
    while (now != seen && System.nanoTime() < end) {
      boolean few = seen < now && now - seen < FEW; // numbers wrap around at the maximum
      (few ? LongStream.rangeClosed(seen + 1, now) : all()).forEach(each);
      seen = now;
      now = newestProcess();
    }
    return new Look(members, now == seen);
  }

  private static LongStream all() {
    String[] names = PROC.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> Character.isDigit(name.charAt(0)))
        .mapToLong(Long::parseLong);
  }

  /** Threads share the number sequence, and have a folder in /proc that its listing omits. */
  private static boolean isProcess(long number) {
    return lines(PROC.resolve(number + "/status")).anyMatch(("Tgid:\t" + number)::equals);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException ended) {
      return Stream.empty();
    }
  }

  /** proc_loadavg(5): the last field, the number of the process that was created last. */
  private static long newestProcess() {
    String line = lines(PROC.resolve("loadavg")).findFirst().orElse("0");
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private boolean isMember(long process) {
    if (process == ProcessHandle.current().pid()) {
      return false;
    }
    Path directory = PROC.resolve(Long.toString(process));
    OptionalLong inode = inode(directory);
    if (inode.isPresent()) {
      return isOurs(directory, inode.getAsLong());
    }
    // Its first thread may have ended before the others.
    String[] threads = new File(directory.toFile(), "task").list();
    for (String thread : threads == null ? new String[0] : threads) {
      Path task = directory.resolve("task").resolve(thread);
      OptionalLong own = inode(task);
      if (own.isPresent() && isOurs(task, own.getAsLong())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOurs(Path directory, long inode) {
    return held.contains(inode)
        || (lost.stream().anyMatch(gone -> gone.inode() == inode) && isLost(directory));
  }

  private boolean isLost(Path directory) {
    try (Namespace namespace = Namespace.open(directory.resolve("ns/net"))) {
      NamespaceIdentity identity = namespace.identity();
      return lost.contains(identity) && identity.cookie() != NamespaceIdentity.UNKNOWN_COOKIE;
    } catch (KernelException ended) {
      return false;
    }
  }

  /** The inode of the network namespace of a process or thread; empty if it no longer has one. */
  private static OptionalLong inode(Path directory) {
    try {
      String link = Files.readSymbolicLink(directory.resolve("ns/net")).toString(); // net:[123]
      return OptionalLong.of(Long.parseLong(link, link.indexOf('[') + 1, link.length() - 1, 10));
    } catch (IOException ended) {
      return OptionalLong.empty();
    }
  }

  /**
   * Opens the descriptor first: the process that it refers to is the one that is checked, and the
   * one that gets the signal.
   */
  private void signal(long process, int signal) {
    String what = "end process " + process;
    try (Fd descriptor = Sys.pidfd(process)) {
      if (isMember(process)) {
        Sys.signal(what, descriptor, signal);
      }
    } catch (KernelException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
  }

  private static String words(long process) {
    String number = "process " + process;
    try {
      String name = Files.readString(PROC.resolve(process + "/comm")).strip();
      return number + " (" + PrintableText.of(name) + ")";
    } catch (IOException ended) {
      return number;
    }
  }
}
