package dev.netlab.emulator.run;

import dev.netlab.netlink.namespace.Namespace;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes that are in a lab's namespaces: shells, servers, whatever was run in a node. */
final class LabProcesses {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private LabProcesses() {}

  /** Asks them to end, and ends those that do not: a namespace lives as long as they do. */
  static void end(Set<Long> inodes) {
    List<ProcessHandle> all = inNamespaces(inodes);
    all.forEach(ProcessHandle::destroy);
    await(all);
    List<ProcessHandle> stubborn = all.stream().filter(ProcessHandle::isAlive).toList();
    stubborn.forEach(ProcessHandle::destroyForcibly);
    await(stubborn);
  }

  private static List<ProcessHandle> inNamespaces(Set<Long> inodes) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> inodes.contains(networkNamespace(process)))
        .toList();
  }

  /** Inode of the process's network namespace; 0 if it has ended meanwhile. */
  private static long networkNamespace(ProcessHandle process) {
    try {
      return Namespace.inodeOf(Path.of("/proc/" + process.pid() + "/ns/net"));
    } catch (UncheckedIOException ended) {
      return 0;
    }
  }

  private static void await(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillThere) {
      // The caller goes on with force.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
