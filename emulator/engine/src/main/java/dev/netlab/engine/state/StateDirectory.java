package dev.netlab.engine.state;

import dev.netlab.engine.container.ContainerSpec;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.LabName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that holds a running lab's state: {@code /run/netlab/LAB}, mode 0700. It contains
 * the lab file as it was read, the journal, the agent's files, keys and each node's files.
 *
 * @param name the name of the lab and of the directory
 */
public record StateDirectory(LabName name) {
  /** The directory itself. It exists only while the lab does. */
  public Path path() {
    return StateRoot.PATH.resolve(name.text());
  }

  /**
   * Whether the lab has a state directory.
   *
   * @throws LabStateException if something of that name exists that is not netlab's
   */
  public boolean exists() {
    Optional<Ownership> found = StateRoot.isThere() ? Ownership.of(path()) : Optional.empty();
    found.flatMap(Ownership::wrongWithDirectory).ifPresent(wrong -> reject(path(), wrong));
    if (found.isEmpty()) {
      return false;
    }
    Optional<Ownership> journal = Ownership.of(journal());
    journal.flatMap(Ownership::wrongWithFile).ifPresent(wrong -> reject(journal(), wrong));
    if (journal.isEmpty() && !list(path()).isEmpty()) {
      reject(path(), "has no journal");
    }
    if (journal.isPresent() && !new Journal(journal(), name).read().isOurs()) {
      reject(journal(), "has no line that netlab wrote");
    }
    return true;
  }

  private static void reject(Path path, String wrong) {
    throw new LabStateException(
        "%s %s: it is not a lab's, and netlab does not touch it; remove it yourself"
            .formatted(path, wrong));
  }

  /**
   * Creates the directory, starting with its journal: if the process dies now, the directory can be
   * recognized as a lab's.
   */
  public void create() {
    StateRoot.make();
    makeDirectory(path());
    new Journal(journal(), name).append(List.of(new JournalEntry.Begun(name)));
  }

  /** The lab file as it was when the lab was brought up, byte for byte. */
  public Path labFile() {
    return path().resolve("lab.yaml");
  }

  /** The path that the lab file was read from, for messages and for {@code ls}. */
  public Path origin() {
    return path().resolve("origin");
  }

  public Path journal() {
    return path().resolve("journal");
  }

  /**
   * The offloads that are currently off and must be restored. The file exists only while some are
   * off.
   */
  public Path offloads() {
    return path().resolve("offloads");
  }

  /** The private key of one WireGuard interface, in base64 as {@code wg genkey} prints it. */
  public Path key(String node, String device) {
    return path().resolve("keys").resolve(node).resolve(device);
  }

  /** The files that commands in the node see as their own: hosts, resolv.conf, wireguard/. */
  public Path node(String node) {
    return path().resolve("nodes").resolve(node);
  }

  /** A file that all nodes that do not have one themselves see under {@code /etc}. */
  public Path shared(String name) {
    return path().resolve(name);
  }

  /** The directory that the node sees as {@code /var/run/wireguard}. */
  public Path wireguard(String node) {
    return node(node).resolve("wireguard");
  }

  /** All containers, by name, whether they run or not. */
  public List<ContainerName> containers() {
    return list(path().resolve("nodes")).stream()
        .flatMap(
            node ->
                list(node(node).resolve("containers")).stream()
                    .map(container -> new ContainerName(node, container)))
        .toList();
  }

  /** The names of a directory's entries; none if there is no such directory. */
  private static List<String> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The directory of one container. */
  public Path container(ContainerName name) {
    return node(name.node()).resolve("containers").resolve(name.container());
  }

  /** The file with the container's output. */
  public Path containerLog(ContainerName name) {
    return container(name).resolve(ContainerSpec.LOG);
  }

  /** The program that runs a command in the container. It exists only while the container runs. */
  public Path enter(ContainerName name) {
    return container(name).resolve(ContainerSpec.ENTER);
  }

  /** Writes a file that only root can read, and creates the directories above it. */
  public void write(Path file, String text) {
    try {
      makeDirectory(file.resolveSibling("").toAbsolutePath());
      Files.deleteIfExists(file);
      Files.createFile(file, Ownership.PRIVATE_FILE);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a program that only root can run. */
  public void writeProgram(Path file, String text) {
    write(file, text);
    permit(file, "rwx------");
  }

  /** Writes a file that is mounted for commands, which may run as any user by then. */
  public void writeForAll(Path file, String text) {
    write(file, text);
    permit(file, "rw-r--r--");
  }

  private static void permit(Path file, String permissions) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a file's content atomically: readers see either the old text or the new text. */
  public void replace(Path file, String text) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    write(next, text);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory, Ownership.PRIVATE_DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes the directory and everything in it, but nothing that is reached through a link or
   * mounted there. The journal is removed last, so that what is left if the process dies is still
   * recognized as a lab's.
   *
   * @return what could not be removed and why
   */
  public List<String> remove() {
    return TreeRemoval.of(path(), journal());
  }
}
