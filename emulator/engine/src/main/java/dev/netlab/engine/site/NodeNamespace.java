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
 * The name of a node's namespace, and which namespace it is to stand for. Anybody who is root can
 * take the name away, or give it to another namespace; so it is looked at each time.
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

  /** Whether the name still stands for the namespace. */
  public boolean isInPlace() {
    return wrong().isEmpty();
  }

  /**
   * What is wrong with the name, as a sentence; empty if it stands for the namespace that netlab
   * made.
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
   * The namespace behind the name.
   *
   * @param advice what to do if it is not the one that netlab made
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

  /** Of a file that is no namespace nothing but the inode can be asked. */
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
