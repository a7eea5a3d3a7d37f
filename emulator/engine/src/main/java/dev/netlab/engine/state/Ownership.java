package dev.netlab.engine.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The type, permissions and owner of a file or folder. Symbolic links are not followed.
 *
 * @param type type and permission bits, as in {@code st_mode} of stat(2)
 * @param uid the owner's user ID
 */
public record Ownership(int type, int uid) {
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 07777;
  private static final int ROOT = 0;
  private static final int WRITABLE_BY_OTHERS = 0022;

  /** Returns empty if nothing of that name exists. */
  public static Optional<Ownership> of(Path path) {
    try {
      return Optional.of(new Ownership(number(path, "unix:mode"), number(path, "unix:uid")));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("look at " + path + ": " + e.getMessage(), e);
    }
  }

  private static int number(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Why it is not acceptable as a netlab folder, worded to follow its name; empty if it is
   * acceptable.
   */
  Optional<String> wrongWithDirectory() {
    return is(DIRECTORY) ? wrongWithOwner() : Optional.of("is " + kind() + " and no folder");
  }

  /**
   * Why it is not acceptable as a netlab file, worded to follow its name; empty if it is
   * acceptable.
   */
  Optional<String> wrongWithFile() {
    return is(REGULAR) ? wrongWithOwner() : Optional.of("is " + kind() + " and no file");
  }

  private Optional<String> wrongWithOwner() {
    if (uid != ROOT && uid != ours()) {
      return Optional.of("belongs to user " + uid);
    }
    return (type & WRITABLE_BY_OTHERS) == 0
        ? Optional.empty()
        : Optional.of("can be written to by others (mode %04o)".formatted(type & PERMISSIONS));
  }

  private boolean is(int wanted) {
    return (type & TYPE) == wanted;
  }

  private String kind() {
    return switch (type & TYPE) {
      case DIRECTORY -> "a folder";
      case REGULAR -> "a file";
      case LINK -> "a symbolic link";
      default -> "a device, socket or pipe";
    };
  }

  /** The user ID of this process. Files that belong to it are accepted, as are root's. */
  private static int ours() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
