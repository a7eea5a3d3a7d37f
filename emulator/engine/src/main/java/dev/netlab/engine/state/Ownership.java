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
 * Whose a file or folder is, itself and not what it links to.
 *
 * @param type and permission bits, as {@code st_mode} of stat(2) has them
 * @param uid whose it is
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

  /** Empty where there is nothing of that name. */
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

  /** What is wrong with it as a folder of ours, to follow its name; empty if nothing is. */
  Optional<String> wrongWithDirectory() {
    return is(DIRECTORY) ? wrongWithOwner() : Optional.of("is " + kind() + " and no folder");
  }

  /** What is wrong with it as a file of ours, to follow its name; empty if nothing is. */
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

  /** The user whose process this is; another who may read is told what root wrote. */
  private static int ours() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
