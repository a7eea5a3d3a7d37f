package dev.netlab.engine.jvm;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Ways to end a process and everything that it has started. A process that ignores the signal is
 * killed.
 */
public enum ProcessEnd {
  /** As Ctrl-C does; programs such as tcpdump then print a summary. */
  INTERRUPTED {
    @Override
    void ask(List<ProcessHandle> all) {
      if (!isInForeground() || !haveEnded(all, AFTER_CONTROL_C)) {
        all.forEach(ProcessEnd::interrupt);
      }
      if (!haveEnded(all, AFTER_SIGINT)) {
        TERMINATED.ask(all);
      }
    }
  },
  TERMINATED {
    @Override
    void ask(List<ProcessHandle> all) {
      all.forEach(ProcessHandle::destroy);
      haveEnded(all, AFTER_SIGTERM);
    }
  },
  KILLED {
    @Override
    void ask(List<ProcessHandle> all) {}
  };

  private static final int SIGINT = 2;

  /** How long a process may take to end after the SIGINT that the terminal sent it. */
  private static final Duration AFTER_CONTROL_C = Duration.ofSeconds(1);

  private static final Duration AFTER_SIGINT = Duration.ofSeconds(5);
  private static final Duration AFTER_SIGTERM = Duration.ofSeconds(2);
  private static final Duration AFTER_SIGKILL = Duration.ofSeconds(2);

  abstract void ask(List<ProcessHandle> all);

  /** Ends the process, and returns when it has ended. */
  public void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    ask(all);
    // Processes that a shell started while it was asked to end are among its descendants by now.
    Stream.concat(all.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
    haveEnded(all, AFTER_SIGKILL);
  }

  private static void interrupt(ProcessHandle process) {
    try {
      if (process.isAlive()) {
        Sys.kill("interrupt process " + process.pid(), process.pid(), SIGINT);
      }
    } catch (KernelException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
  }

  /**
   * Whether this process is in its terminal's foreground group, whose members all get the SIGINT of
   * a Ctrl-C: fields 5 (pgrp) and 8 (tpgid) of {@code /proc/PID/stat}, proc_pid_stat(5).
   */
  private static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[2].equals(fields[5]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean haveEnded(List<ProcessHandle> processes, Duration patience) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
