package dev.netlab.insight.story;

import java.util.List;

/**
 * What became of the packets of one command.
 *
 * @param node where the command ran
 * @param status with which the command ended
 * @param conversations in the order in which they began
 * @param gaps what could not be seen, a sentence each; empty if nothing was missed
 * @param notes what the trace changed or could not use, a sentence each
 */
public record Trace(
    String lab,
    String node,
    List<String> command,
    int status,
    List<Conversation> conversations,
    List<String> gaps,
    List<String> notes) {
  public Trace {
    command = List.copyOf(command);
    conversations = List.copyOf(conversations);
    gaps = List.copyOf(gaps);
    notes = List.copyOf(notes);
  }
}
