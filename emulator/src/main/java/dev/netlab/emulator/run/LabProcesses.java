package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.PrintableText;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.namespace.NamespaceIdentity;
import dev.netlab.netlink.sys.Errno;
import dev.netlab.netlink.sys.Fd;
import dev.netlab.netlink.sys.Sys;
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

/**
 * The processes that are in a lab's namespaces: shells, servers, whatever was run in a node. A
 * namespace lives as long as they do.
 */
final class LabProcesses {
  private static final Path PROC = Path.of("/proc");
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;

  /** For an end in good order. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** For those that fork while they are killed, or that the kernel lets go of late. */
  private static final Duration FORCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /**
   * A process may fork and end between the listing of all and the look at it; so often must none be
   * found.
   */
  private static final int CLEAN_LOOKS = 3;

  private final Set<Long> held;
  private final Set<NamespaceIdentity> lost;

  /**
   * Those of these namespaces.
   *
   * @param held inodes of namespaces that our names hold, so that no other namespace has them
   * @param lost namespaces whose names somebody took away: another may have the inode by now
   */
  LabProcesses(Set<Long> held, Set<NamespaceIdentity> lost) {
    this.held = Set.copyOf(held);
    this.lost = Set.copyOf(lost);
  }

  /**
   * What a look at all processes found.
   *
   * @param members those of the lab
   * @param certain no other process ended before it could be looked at
   */
  private record Look(Set<Long> members, boolean certain) {}

  private enum Membership {
    MEMBER,
    STRANGER,
    ENDED
  }

  /**
   * Asks them to end, and kills those that do not and all that they fork meanwhile.
   *
   * @return those that are still there, in words
   */
  List<String> end() {
    Look first = look();
    if (first.members().isEmpty() && first.certain()) {
      return List.of();
    }
    first.members().forEach(process -> signal(process, SIGTERM));
    awaitEnd(first.members());
    return kill() ? List.of() : look().members().stream().map(LabProcesses::words).toList();
  }

  /** Waits as long as they only become fewer. */
  private void awaitEnd(Set<Long> asked) {
    long end = System.nanoTime() + GRACE.toNanos();
    Set<Long> left = asked;
    while (!left.isEmpty() && asked.containsAll(left) && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      left = look().members();
    }
  }

  /** Whether none is left; what is killed cannot fork any more, so it goes on until none is new. */
  private boolean kill() {
    long end = System.nanoTime() + FORCE.toNanos();
    Set<Long> killed = new HashSet<>();
    int clean = 0;
    while (clean < CLEAN_LOOKS && System.nanoTime() < end) {
      Look look = look();
      look.members().forEach(process -> signal(process, SIGKILL));
      if (look.members().isEmpty()) {
        clean += look.certain() ? CLEAN_LOOKS : 1;
      } else {
        clean = 0;
        if (!killed.addAll(look.members())) {
          LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()); // they are ending
        }
      }
    }
    return clean >= CLEAN_LOOKS;
  }

  private Look look() {
    Set<Long> members = new HashSet<>();
    boolean certain = true;
    long own = ProcessHandle.current().pid();
    String[] names = PROC.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0)) && Long.parseLong(name) != own) {
        long process = Long.parseLong(name);
        switch (membership(process)) {
          case MEMBER -> members.add(process);
          case STRANGER -> {}
          case ENDED -> certain = false;
        }
      }
    }
    return new Look(members, certain);
  }

  private Membership membership(long process) {
    Path directory = PROC.resolve(Long.toString(process));
    OptionalLong inode = inode(directory);
    if (inode.isPresent()) {
      return isOurs(directory, inode.getAsLong()) ? Membership.MEMBER : Membership.STRANGER;
    }
    // Its first thread may have ended before the others.
    String[] threads = new File(directory.toFile(), "task").list();
    if (threads == null) {
      return Membership.ENDED;
    }
    for (String thread : threads) {
      Path task = directory.resolve("task").resolve(thread);
      OptionalLong own = inode(task);
      if (own.isPresent() && isOurs(task, own.getAsLong())) {
        return Membership.MEMBER;
      }
    }
    return Membership.STRANGER;
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

  /** Of the network namespace of a process or thread; empty where it has none any more. */
  private static OptionalLong inode(Path directory) {
    try {
      String link = Files.readSymbolicLink(directory.resolve("ns/net")).toString(); // net:[123]
      return OptionalLong.of(Long.parseLong(link, link.indexOf('[') + 1, link.length() - 1, 10));
    } catch (IOException ended) {
      return OptionalLong.empty();
    }
  }

  /** The descriptor comes first: what it is of is looked at, and is what gets the signal. */
  private void signal(long process, int signal) {
    String what = "end process " + process;
    try (Fd descriptor = Sys.pidfd(process)) {
      if (membership(process) == Membership.MEMBER) {
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
