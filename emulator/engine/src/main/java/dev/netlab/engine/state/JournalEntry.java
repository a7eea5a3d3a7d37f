package dev.netlab.engine.state;

import dev.netlab.lab.LabName;
import dev.netlab.netlink.netns.NamespaceIdentity;
import dev.netlab.netlink.process.ProcessIdentity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the journal: an object outside the lab's own namespaces that is about to be created.
 */
public sealed interface JournalEntry {
  Pattern NAMESPACE =
      Pattern.compile(
          "namespace (?<name>(?<lab>[A-Za-z0-9-]+)\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)"
              + " (?<inode>\\d{1,18})( (?<cookie>\\d{1,18}))?");

  Pattern AGENT = Pattern.compile("agent (?<pid>\\d{1,18}) (?<start>\\d{1,18})");

  /** The line as it is written to the journal. */
  String line();

  /** The state directory belongs to this lab. Every journal begins with this entry. */
  record Begun(LabName lab) implements JournalEntry {
    @Override
    public String line() {
      return "lab " + lab;
    }
  }

  /**
   * The name /run/netns/NAME is about to be given to this namespace. The identity later shows
   * whether the name still refers to that namespace and not to another.
   *
   * @param name {@code LAB.NODE}
   */
  record NamespaceName(String name, NamespaceIdentity identity) implements JournalEntry {
    @Override
    public String line() {
      return "namespace " + name + " " + identity.inode() + " " + identity.cookie();
    }
  }

  /** The process that keeps userspace devices running. */
  record AgentStarted(ProcessIdentity process) implements JournalEntry {
    @Override
    public String line() {
      return "agent " + process.pid() + " " + process.startTime();
    }
  }

  /** All steps are complete: the lab is up. */
  record Complete() implements JournalEntry {
    @Override
    public String line() {
      return "complete";
    }
  }

  /**
   * Parses one line. Returns empty if it is not an entry for a lab of this name. Journals written
   * by earlier versions of netlab lack the fields after a namespace's inode.
   */
  static Optional<JournalEntry> parse(LabName lab, String line) {
    if (line.equals(new Begun(lab).line())) {
      return Optional.of(new Begun(lab));
    }
    if (line.equals(new Complete().line())) {
      return Optional.of(new Complete());
    }
    Matcher namespace = NAMESPACE.matcher(line);
    if (namespace.matches() && namespace.group("lab").equals(lab.text())) {
      String cookie = namespace.group("cookie");
      NamespaceIdentity identity =
          new NamespaceIdentity(
              Long.parseLong(namespace.group("inode")),
              cookie == null ? NamespaceIdentity.UNKNOWN_COOKIE : Long.parseLong(cookie));
      return Optional.of(new NamespaceName(namespace.group("name"), identity));
    }
    Matcher agent = AGENT.matcher(line);
    return agent.matches()
        ? Optional.of(
            new AgentStarted(
                new ProcessIdentity(
                    Long.parseLong(agent.group("pid")), Long.parseLong(agent.group("start")))))
        : Optional.empty();
  }
}
