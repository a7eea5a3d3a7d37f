package dev.netlab.engine.lifecycle;

import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.JournalEntry.NamespaceName;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.plan.container.ContainerSetup;
import dev.netlab.netlink.netns.NamespaceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The cgroups that limit the processes of a lab's containers. Their names contain the node's
 * namespace and its inode, so that the journal's entries lead to them and to no other lab's
 * cgroups.
 */
final class ContainerCgroups {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

  private ContainerCgroups() {}

  /**
   * Removes the cgroups of all namespaces that the journal has ever named. Their processes have
   * ended.
   */
  static void remove(StateDirectory state, List<JournalEntry> journal) {
    List<ContainerName> containers = state.containers();
    List<Path> hierarchies = containers.isEmpty() ? List.of() : hierarchies();
    for (ContainerName container : containers) {
      String namespace = state.name().text() + "." + container.node();
      String cgroup = ContainerSetup.cgroup(namespace, container.container());
      for (JournalEntry entry : journal) {
        if (entry instanceof NamespaceName(String name, NamespaceIdentity identity)
            && name.equals(namespace)) {
          hierarchies.forEach(
              hierarchy -> remove(hierarchy.resolve(cgroup + ":" + identity.inode())));
        }
      }
    }
  }

  private static void remove(Path cgroup) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Files.exists(cgroup)) {
      try {
        Files.deleteIfExists(cgroup);
      } catch (IOException busy) {
        // A process that has ended stays in its cgroup for a moment.
        if (System.nanoTime() > end) {
          throw new LabStateException(
              "cannot remove %s: there are still processes in it, see %s"
                  .formatted(cgroup, cgroup.resolve("cgroup.procs")));
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** The mount points of this machine's hierarchies (proc_pid_mountinfo(5)). */
  private static List<Path> hierarchies() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .filter(line -> line.contains(" - cgroup"))
          .map(line -> Path.of(line.split(" ", -1)[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
