package dev.netlab.emulator.agent;

import java.nio.file.Path;

/**
 * The agent's files in a lab's state directory.
 *
 * @param directory the state directory, {@code /run/netlab/LAB}
 */
public record AgentFiles(Path directory) {
  /** The Unix socket that the agent listens on. */
  public Path socket() {
    return directory.resolve("agent.sock");
  }

  /** The devices that the agent is to keep alive. */
  public Path devices() {
    return directory.resolve("agent.json");
  }

  /** The containers that the agent is to supervise; it may not be there. */
  public Path containers() {
    return directory.resolve("containers.json");
  }

  /** What the agent says. */
  public Path log() {
    return directory.resolve("agent.log");
  }
}
