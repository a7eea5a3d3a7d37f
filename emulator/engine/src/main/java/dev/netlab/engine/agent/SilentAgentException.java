package dev.netlab.engine.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The agent runs but does not answer: it was stopped, or is stuck. */
public final class SilentAgentException extends AgentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param who the agent, with its process where that is known
   * @param asked the request
   * @param waited how long
   */
  SilentAgentException(AgentFiles files, Peer who, String asked, Duration waited) {
    super(
        "%s has not answered '%s' for %s%s; netlab up %s ends it and starts another"
            .formatted(
                who.words(), asked, seconds(waited), state(who), files.directory().getFileName()));
  }

  /**
   * Who is asked.
   *
   * @param pid 0 where it is not known
   */
  record Peer(long pid) {
    String words() {
      return pid == 0 ? "the agent" : "the agent, process " + pid + ",";
    }
  }

  private static String seconds(Duration waited) {
    return waited.toMillis() % 1000 == 0 ? waited.toSeconds() + " s" : waited.toMillis() + " ms";
  }

  /** What the kernel says of the process, as {@code T (stopped)}: proc_pid_status(5). */
  private static String state(Peer who) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(who.pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("State:"))
          .findFirst()
          .map(line -> "; its state is " + line.substring("State:".length()).strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
