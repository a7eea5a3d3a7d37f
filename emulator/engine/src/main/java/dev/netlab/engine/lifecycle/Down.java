package dev.netlab.engine.lifecycle;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.NodeNamespace;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.Ownership;
import dev.netlab.engine.state.SharedHostState;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.netns.NamespaceIdentity;
import dev.netlab.netlink.netns.NetnsDirectory;
import dev.netlab.netlink.tracefs.Tracefs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a lab down by its journal, however far its {@code up} got, and touches nothing that is not
 * in the journal. A step that fails does not prevent the others. As long as something in the
 * journal is left, the state directory is kept, so that the next {@code down} finds it.
 */
public final class Down {
  private final StateDirectory state;
  private final Progress progress;
  private final Journal.Content journal;
  private final List<String> problems = new ArrayList<>();

  private Down(StateDirectory state, Progress progress) {
    this.state = state;
    this.progress = progress;
    this.journal = new Journal(state.journal(), state.name()).read();
  }

  /** Takes a lab down like {@link #down(StateDirectory, Progress)}, without reporting progress. */
  public static void down(StateDirectory state) {
    down(state, Progress.SILENT);
  }

  /**
   * Takes a lab down. The caller holds the lab's lock. Without a state directory there is nothing
   * to do.
   *
   * @throws LabStateException if what has the lab's name is not netlab's; nothing is touched then
   * @throws DownException if something is left, with a list of all that is left
   */
  public static void down(StateDirectory state, Progress progress) {
    if (state.exists()) {
      new Down(state, progress).down();
    }
  }

  private void down() {
    attempt(() -> new LabAgent(state).stop());
    List<NodeNamespace> all = journal.namespaces().stream().map(NodeNamespace::of).toList();
    List<NodeNamespace> ours = all.stream().filter(this::isInPlace).toList();
    List<String> processes = new ArrayList<>();
    attempt(() -> processes.addAll(endProcesses(all, ours)));
    processes.forEach(p -> problems.add(p + " is still there, though it was killed"));
    attempt(() -> ContainerCgroups.remove(state, journal.entries()));
    if (processes.isEmpty()) {
      // A process that is left would be in a namespace without a name, where nobody finds it.
      ours.forEach(name -> attempt(() -> Namespace.unbind(name.path())));
    }
    all.forEach(name -> attempt(() -> removeUnmounted(name.path())));
    attempt(() -> removeTracing(state.name()));
    if (problems.isEmpty()) {
      problems.addAll(state.remove());
    }
    attempt(() -> SharedHostState.undoIfLast(progress));
    if (!problems.isEmpty()) {
      throw new DownException(state.name(), problems, again());
    }
    if (!journal.damage().isEmpty()) {
      throw new DownException(state.name(), journal.damage(), leftByDamage());
    }
  }

  private static List<String> endProcesses(List<NodeNamespace> all, List<NodeNamespace> ours) {
    Set<NamespaceIdentity> lost =
        all.stream().map(NodeNamespace::identity).collect(Collectors.toCollection(HashSet::new));
    ours.stream().map(NodeNamespace::identity).forEach(lost::remove);
    Set<Long> held = ours.stream().map(n -> n.identity().inode()).collect(Collectors.toSet());
    return new LabProcesses(held, lost).end();
  }

  private String again() {
    return Ownership.of(state.path()).isPresent()
        ? "when that is mended, again: netlab down " + state.name()
        : "of the lab itself nothing is left";
  }

  /** What an unreadable journal line may have referred to. Nothing is removed by its name alone. */
  private String leftByDamage() {
    List<String> names = NetnsDirectory.SYSTEM.names(state.name() + ".");
    return names.isEmpty()
        ? "all else is gone, and no namespace has the lab's name"
        : "all else is gone; if these namespaces were the lab's, ip netns delete removes them: "
            + String.join(", ", names);
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** A trace that was killed leaves its instance in tracefs, if there is a tracefs. */
  private static void removeTracing(LabName lab) {
    try (Tracefs tracefs = Tracefs.open()) {
      tracefs.removeAbandoned(lab.text());
    } catch (KernelException cannot) {
      // If tracefs is not available, no trace used it.
    }
  }

  private boolean isInPlace(NodeNamespace namespace) {
    boolean[] inPlace = {false};
    attempt(() -> inPlace[0] = namespace.isInPlace());
    return inPlace[0];
  }

  /**
   * If netlab dies between creating the name's file and mounting the namespace on it, an empty file
   * is left. Nobody else creates one: {@code ip netns} rejects a name whose file exists.
   */
  private static void removeUnmounted(Path name) {
    try {
      if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)
          && Files.size(name) == 0
          && device(name).equals(device(NetnsDirectory.SYSTEM.path()))) {
        Files.delete(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("remove " + name + ": " + e.getMessage(), e);
    }
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }
}
