package dev.netlab.engine.agent;

import dev.netlab.lab.PrintableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The agent's files in a lab's state directory.
 *
 * @param directory the state directory, {@code /run/netlab/LAB}
 */
public record AgentFiles(Path directory) {
  private static final int LAST_LINES = 20;

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

  /** The agent's log. */
  public Path log() {
    return directory.resolve("agent.log");
  }

  /** The end of the log, to end an error's message with: the log goes with the lab. */
  String lastWords() {
    try {
      String log = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
      List<String> lines = log.lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> "\n  " + PrintableText.lines(line))
          .collect(Collectors.joining("", "; its log ends:", ""));
    } catch (IOException e) {
      return "; its log " + log() + " cannot be read: " + e.getMessage();
    }
  }
}
