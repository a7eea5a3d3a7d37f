package dev.netlab.netlink.process;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One process, not another that got its number later.
 *
 * @param startTime clock ticks after boot: field 22 of {@code /proc/PID/stat} (proc_pid_stat(5))
 */
public record ProcessIdentity(long pid, long startTime) {
  /** Where the fields of a stat are, counted from the one after the name. */
  private static final int STATE = 0;

  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /** Empty where there is no such process, or only what is left of one. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return hasEnded(fields)
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The state is the first thread's. Where that one has ended and others have not, as for a moment
   * in a process that is killed, its files and sockets are still open.
   */
  private static boolean hasEnded(String[] fields) {
    boolean firstHasEnded = fields[STATE].equals("Z") || fields[STATE].equals("X");
    return firstHasEnded && Integer.parseInt(fields[THREADS]) <= 1;
  }

  /** Whether that very process is there. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /**
   * Sends a signal to that very process: held by a descriptor while it is looked at, its number
   * cannot become another's in between (pidfd_open(2)).
   *
   * @return false where it is not there any more
   */
  public boolean signal(int signal) {
    try (Fd process = Sys.pidfd(pid)) {
      if (!isAlive()) {
        return false;
      }
      Sys.signal("send signal " + signal + " to process " + pid, process, signal);
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.ESRCH) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Waits for the end of that very process.
   *
   * @param patience the most that it waits
   * @return whether it is not there any more
   */
  public boolean awaitEnd(Duration patience) {
    try (Fd process = Sys.pidfd(pid);
        Poller poller = new Poller()) {
      poller.add(process); // there is something to read once it has ended
      if (isAlive()) {
        poller.poll(Math.toIntExact(patience.toMillis()));
      }
      return !isAlive();
    } catch (KernelException e) {
      if (e.errno() == Errno.ESRCH) {
        return true;
      }
      throw e;
    }
  }
}
