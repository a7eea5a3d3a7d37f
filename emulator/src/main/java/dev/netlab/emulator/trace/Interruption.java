package dev.netlab.emulator.trace;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.sys.Errno;
import dev.netlab.netlink.sys.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends a traced command before its time, as Ctrl-C does, with all that it has started; what was
 * seen of its packets so far is told. What does not heed SIGINT gets SIGTERM, and then SIGKILL.
 */
public final class Interruption {
  private static final int SIGINT = 2;

  /** How long a command may take to end by the SIGINT that the terminal gave it. */
  private static final Duration AFTER_CONTROL_C = Duration.ofSeconds(1);

  private static final Duration AFTER_SIGINT = Duration.ofSeconds(5);
  private static final Duration AFTER_SIGTERM = Duration.ofSeconds(2);

  private @Nullable Process command;
  private boolean wanted;

  /** Starts the command, unless it was interrupted before. */
  synchronized Optional<Process> start(ProcessBuilder builder) throws IOException {
    if (wanted) {
      return Optional.empty();
    }
    Process started = builder.start();
    command = started;
    return Optional.of(started);
  }

  synchronized boolean isWanted() {
    return wanted;
  }

  private synchronized @Nullable Process want() {
    wanted = true;
    return command;
  }

  /** Interrupts the command and returns when it has ended. May be called from any thread. */
  public void interrupt() {
    Process running = want();
    if (running == null || !running.isAlive()) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(Stream.of(running.toHandle()), running.descendants()).toList();
    if (!isInForeground() || !haveEnded(all, AFTER_CONTROL_C)) {
      all.forEach(Interruption::signal);
    }
    if (!haveEnded(all, AFTER_SIGINT)) {
      all.forEach(ProcessHandle::destroy);
    }
    if (!haveEnded(all, AFTER_SIGTERM)) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static void signal(ProcessHandle process) {
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
