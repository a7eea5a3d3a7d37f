package dev.netlab.engine.site;

import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.netns.NamespaceIdentity;
import dev.netlab.netlink.netns.NetnsDirectory;
import dev.netlab.netlink.syscall.Errno;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a node's namespace, and the namespace that it should refer to. Anybody who is root
 * can remove the name, or give it to another namespace, so it is checked on each use.
 */
public record NodeNamespace(String name, NamespaceIdentity identity) {
  public static NodeNamespace of(JournalEntry.NamespaceName entry) {
    return new NodeNamespace(entry.name(), entry.identity());
  }

  String node() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** {@code /run/netns/LAB.NODE}. */
  public Path path() {
    return NetnsDirectory.SYSTEM.name(name);
  }

  /** Whether the name still refers to the namespace. */
  public boolean isInPlace() {
    return wrong().isEmpty();
  }

  /**
   * What is wrong with the name, as a sentence; empty if it refers to the namespace that netlab
   * created.
   */
  Optional<String> wrong() {
    try (Namespace namespace = Namespace.open(path())) {
      return wrong(namespace);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.of(gone());
      }
      throw e;
    }
  }

  /**
   * Opens the namespace behind the name.
   *
   * @param advice what to do if it is not the one that netlab created
   * @throws LabStateException if it is not
   */
  Namespace open(String advice) {
    Namespace namespace;
    try {
      namespace = Namespace.open(path());
    } catch (KernelException e) {
      throw e.errno() == Errno.ENOENT ? new LabStateException(gone() + "; " + advice) : e;
    }
    Optional<String> wrong = wrong(namespace);
    if (wrong.isPresent()) {
      namespace.close();
      throw new LabStateException(wrong.get() + "; " + advice);
    }
    return namespace;
  }

  private String gone() {
    return "namespace %s is gone".formatted(path());
  }

  /** If a file is not a namespace, only its inode can be checked. */
  private Optional<String> wrong(Namespace found) {
    boolean same =
        Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS)
            && found.inode() == identity.inode()
            && found.identity().isSame(identity);
    return same
        ? Optional.empty()
        : Optional.of("namespace %s is not the one that netlab made".formatted(path()));
  }
}
