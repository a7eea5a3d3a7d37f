package dev.netlab.emulator.agent;

import dev.netlab.emulator.process.SameJava;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An agent's process, safe against another process that has got its number: {@code startTime} is
 * field 22 of {@code /proc/PID/stat} (proc_pid_stat(5)), clock ticks after boot.
 */
public record AgentProcess(long pid, long startTime) {
  private static final Duration TO_END = Duration.ofSeconds(3);

  /** The optimising compiler and little memory; of a flag given twice the last one counts. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx64m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=4",
          "-XX:InlineSmallCode=1000", // a third less to compile for tunnels, which are as fast
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:MaxDirectMemorySize=64m");

  /**
   * Starts an agent in a session of its own, with {@code agent.log} as its output; it lives on when
   * this process ends.
   */
  public static AgentProcess start(AgentFiles files) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(SameJava.command(FLAGS, Agent.class, List.of(files.directory().toString())));
    try {
      // setsid(1) becomes the command: the process is the agent's.
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
              .redirectErrorStream(true)
              .start();
      return new AgentProcess(process.pid(), startTime(process.pid()).orElse(0L));
    } catch (IOException e) {
      throw new AgentException("start the agent", e);
    }
  }

  /** Whether that very process is there. */
  public boolean isAlive() {
    return startTime(pid).filter(time -> time == startTime).isPresent();
  }

  /** Ends it, in good order if it answers in time; nothing where it is not there. */
  public void stop() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(process -> isAlive());
    if (handle.isEmpty()) {
      return;
    }
    handle.get().destroy();
    if (!ends()) {
      handle.get().destroyForcibly();
      if (!ends()) {
        throw new AgentException("the agent, process " + pid + ", does not end");
      }
    }
  }

  /** Whether it is not there any more, or ends within three seconds. */
  public boolean ends() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(process -> isAlive());
    try {
      if (handle.isPresent()) {
        handle.get().onExit().get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return !isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !isAlive();
    }
  }

  /** Empty where there is no such process, or only what is left of one. */
  private static Optional<Long> startTime(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[19]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
