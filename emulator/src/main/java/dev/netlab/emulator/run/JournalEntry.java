package dev.netlab.emulator.run;

import dev.netlab.netlink.process.ProcessIdentity;
import java.util.List;

/** One line of the journal: a thing outside the lab's own namespaces that is about to exist. */
public sealed interface JournalEntry {
  /** The line as it is written. */
  String line();

  /**
   * The name /run/netns/NAME is about to be given to the namespace with this inode. The inode is
   * what shows later that the name still stands for our namespace and not for another's.
   */
  record NamespaceName(String name, long inode) implements JournalEntry {
    @Override
    public String line() {
      return "namespace " + name + " " + inode;
    }
  }

  /** The process that keeps devices alive. */
  record AgentStarted(ProcessIdentity process) implements JournalEntry {
    @Override
    public String line() {
      return "agent " + process.pid() + " " + process.startTime();
    }
  }

  /** All steps are done: the lab is up. */
  record Complete() implements JournalEntry {
    @Override
    public String line() {
      return "complete";
    }
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  static JournalEntry parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return switch (words.getFirst()) {
      case "namespace" -> new NamespaceName(words.get(1), Long.parseLong(words.get(2)));
      case "agent" ->
          new AgentStarted(
              new ProcessIdentity(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
      case "complete" -> new Complete();
      default -> throw new IllegalArgumentException("not a line of a journal: " + line);
    };
  }
}
