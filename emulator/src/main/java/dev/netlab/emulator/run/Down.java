package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.namespace.NetnsDirectory;
import dev.netlab.netlink.tracing.Tracefs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a lab down by its journal, however far it had come, and nothing that is not in there. */
public final class Down {
  private Down() {}

  /** Whoever calls holds the lab's lock. Without a state directory there is nothing to do. */
  public static void down(StateDirectory state) {
    if (!state.exists()) {
      return;
    }
    List<JournalEntry> entries = new Journal(state.journal()).entries();
    new LabAgent(state).stop();
    List<JournalEntry.NamespaceName> ours =
        entries.stream()
            .filter(JournalEntry.NamespaceName.class::isInstance)
            .map(JournalEntry.NamespaceName.class::cast)
            .filter(Down::isStillOurs)
            .toList();
    Set<Long> inodes =
        ours.stream().map(JournalEntry.NamespaceName::inode).collect(Collectors.toSet());
    LabProcesses.end(inodes);
    ContainerCgroups.remove(state, entries);
    ours.forEach(name -> Namespace.unbind(NetnsDirectory.SYSTEM.name(name.name())));
    entries.forEach(
        entry -> {
          if (entry instanceof JournalEntry.NamespaceName name) {
            removeUnmounted(NetnsDirectory.SYSTEM.name(name.name()));
          }
        });
    removeTracing(state.name());
    state.remove();
    HostMarks.undoIfLast();
  }

  /** A trace that was killed leaves its instance in tracefs, where there is one. */
  private static void removeTracing(LabName lab) {
    try (Tracefs tracefs = Tracefs.open()) {
      tracefs.removeAbandoned(lab.text());
    } catch (KernelException cannot) {
      // Where tracefs cannot be had, no trace had it.
    }
  }

  private static boolean isStillOurs(JournalEntry.NamespaceName name) {
    try {
      return Namespace.inodeOf(NetnsDirectory.SYSTEM.name(name.name())) == name.inode();
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  /**
   * Death between making the name's file and mounting the namespace on it leaves an empty file,
   * which no one else makes: {@code ip netns} refuses a name whose file is there.
   */
  private static void removeUnmounted(Path name) {
    try {
      if (Files.exists(name) && device(name).equals(device(NetnsDirectory.SYSTEM.path()))) {
        Files.delete(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }
}
