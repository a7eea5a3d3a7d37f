package dev.netlab.engine.state;

import dev.netlab.lab.LabName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds the state of all labs, {@code /run/netlab}. A reboot empties {@code /run},
 * as it ends all labs. Root acts on its content, so it is used only while nobody else can write to
 * it.
 */
public final class StateRoot {
  public static final Path PATH = Path.of("/run/netlab");

  private StateRoot() {}

  /**
   * Whether the folder exists.
   *
   * @throws MachineException if something is there that cannot be trusted
   */
  static boolean isThere() {
    Optional<Ownership> found = Ownership.of(PATH);
    found
        .flatMap(Ownership::wrongWithDirectory)
        .ifPresent(
            wrong -> {
              throw new MachineException(
                  ("%s %s, so what is in it may be somebody else's, and netlab obeys it as root; "
                          + "look into it, then mend it (chown root, chmod go-w) or remove it")
                      .formatted(PATH, wrong));
            });
    return found.isPresent();
  }

  /**
   * Creates the folder if it does not exist. Everybody may see which labs are up, whatever the
   * umask.
   */
  static void make() {
    try {
      if (!isThere()) {
        Files.createDirectory(PATH, Ownership.PRIVATE_DIRECTORY);
        Files.setPosixFilePermissions(PATH, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (FileAlreadyExistsException madeByAnother) {
      isThere();
    } catch (IOException e) {
      throw new UncheckedIOException("make " + PATH + ": " + e.getMessage(), e);
    }
  }

  /** Removes the folder if it is empty. */
  static void removeIfEmpty() {
    try {
      Files.deleteIfExists(PATH);
    } catch (DirectoryNotEmptyException otherLabs) {
      // It still contains labs' state.
    } catch (IOException e) {
      throw new UncheckedIOException("remove " + PATH + ": " + e.getMessage(), e);
    }
  }

  /**
   * The lab names among the entries, sorted. {@link StateDirectory} checks whether each one is a
   * lab's.
   */
  public static List<LabName> labs() {
    return isThere()
        ? names().stream().flatMap(name -> LabName.tryParse(name).stream()).sorted().toList()
        : List.of();
  }

  /** The names of all entries. */
  static List<String> names() {
    try (Stream<Path> entries = Files.list(PATH)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (IOException justRemoved) {
      return List.of();
    }
  }
}
