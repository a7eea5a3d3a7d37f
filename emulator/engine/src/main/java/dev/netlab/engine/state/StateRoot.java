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
 * The folder that holds all labs' state, {@code /run/netlab}; {@code /run} is emptied by a reboot,
 * as labs are. What is in it is obeyed as root, so it is used only while nobody else can write to
 * it.
 */
public final class StateRoot {
  public static final Path PATH = Path.of("/run/netlab");

  private StateRoot() {}

  /**
   * Whether it is there.
   *
   * @throws MachineException if something is there that is not to be trusted
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

  /** Makes it where it is not there; everybody may see which labs are up, whatever the umask. */
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

  /** Removes it if nothing is in it. */
  static void removeIfEmpty() {
    try {
      Files.deleteIfExists(PATH);
    } catch (DirectoryNotEmptyException otherLabs) {
      // Their state stays.
    } catch (IOException e) {
      throw new UncheckedIOException("remove " + PATH + ": " + e.getMessage(), e);
    }
  }

  /** What has a lab's name in it, sorted; whether each is a lab's {@link StateDirectory} asks. */
  public static List<LabName> labs() {
    return isThere()
        ? names().stream().flatMap(name -> LabName.tryParse(name).stream()).sorted().toList()
        : List.of();
  }

  /** Of all that is in it. */
  static List<String> names() {
    try (Stream<Path> entries = Files.list(PATH)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (IOException justRemoved) {
      return List.of();
    }
  }
}
