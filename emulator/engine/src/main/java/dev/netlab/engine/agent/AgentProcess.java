package dev.netlab.engine.agent;

import dev.netlab.engine.jvm.CleanEnvironment;
import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agent's process, not confused with another process that has got its number. */
public record AgentProcess(ProcessIdentity identity) {
  private static final Duration TO_END = Duration.ofSeconds(3);

  /** The kernel closes the devices of one that is killed, some ten milliseconds each. */
  private static final Duration TO_BE_KILLED = Duration.ofSeconds(30);

  private static final int SIGKILL = 9;

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
    List<String> flags = new ArrayList<>(FLAGS);
    // The cache of all verbs holds more than it needs, and each start pays for all of it.
    JvmCommand.cacheBeside("agent.aot").ifPresent(cache -> flags.add("-XX:AOTCache=" + cache));
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(JvmCommand.command(flags, Agent.class, List.of(files.directory().toString())));
    try {
      // setsid(1) becomes the command: the process is the agent's.
      Process process =
          CleanEnvironment.of(new ProcessBuilder(command))
              .directory(new File("/"))
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
              .redirectErrorStream(true)
              .start();
      long pid = process.pid();
      return new AgentProcess(
          ProcessIdentity.of(pid).orElseGet(() -> new ProcessIdentity(pid, 0))); // ended already
    } catch (IOException e) {
      throw new AgentException("start the agent", e);
    }
  }

  public long pid() {
    return identity.pid();
  }

  /** Whether that very process is there. */
  public boolean isAlive() {
    return identity.isAlive();
  }

  /** Ends it, in good order if it answers in time; nothing where it is not there. */
  public void stop() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid()).filter(process -> isAlive());
    if (handle.isEmpty()) {
      return;
    }
    handle.get().destroy();
    if (!ends()) {
      kill();
    }
  }

  /**
   * Ends it at once, also one that is stopped or stuck; on return its sockets and devices are free.
   * Nothing where it is not there.
   */
  public void kill() {
    if (identity.signal(SIGKILL) && !identity.awaitEnd(TO_BE_KILLED)) {
      throw new AgentException("the agent, process " + pid() + ", does not end");
    }
  }

  /** Whether it is not there any more, or ends within three seconds. */
  public boolean ends() {
    return identity.awaitEnd(TO_END);
  }
}
