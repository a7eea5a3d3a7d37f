package dev.netlab.engine.state;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.netlink.netns.NetnsDirectory;
import dev.netlab.netlink.netns.NetnsDirectory.Made;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The two places on the host that all labs share, created by the first lab that needs them and
 * removed by the last: {@code /run/netns} as a shared mount, and {@code /run/wireguard}, the
 * directory over which each node's own directory is mounted. A mark is written before a place is
 * created, so that places that existed before are left alone.
 */
public final class SharedHostState {
  /** Other labs hold the lock while they create their namespaces. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path LOCK = StateRoot.PATH.resolve(".made.lock");
  private static final Path MARKS = StateRoot.PATH.resolve(".made");
  private static final Path NETNS_MARK = MARKS.resolve("netns");
  private static final Path WIREGUARD_MARK = MARKS.resolve("wireguard");
  private static final Path WIREGUARD = Path.of("/run/wireguard");

  private SharedHostState() {}

  /**
   * Creates the places and then runs {@code names}, which fills them, while no other lab can remove
   * them.
   */
  public static <T> T ensureWhile(Progress progress, Supplier<T> names) {
    try (LockFile _ = lock(progress)) {
      Made missing = NetnsDirectory.SYSTEM.missing();
      if (missing != Made.NOTHING && !Files.exists(NETNS_MARK)) {
        mark(NETNS_MARK, missing.name());
      }
      NetnsDirectory.SYSTEM.ensure();
      if (!Files.isDirectory(WIREGUARD)) {
        mark(WIREGUARD_MARK, "");
        // With the mode that wireguard-go gives it.
        make(WIREGUARD, "rwxr-xr-x");
      }
      return names.get();
    }
  }

  /** Removes the places that labs created, if no lab and no other namespace needs them. */
  public static void undoIfLast(Progress progress) {
    try (LockFile _ = lock(progress)) {
      if (Files.exists(NETNS_MARK) && NetnsDirectory.SYSTEM.undo(marked())) {
        Files.delete(NETNS_MARK);
      }
      if (Files.exists(WIREGUARD_MARK) && StateRoot.labs().isEmpty()) {
        deleteIfEmpty(WIREGUARD);
        Files.delete(WIREGUARD_MARK);
      }
      deleteIfEmpty(MARKS);
    } catch (IOException e) {
      throw new UncheckedIOException("undo what labs share: " + e.getMessage(), e);
    }
  }

  /**
   * What was created, according to the mark; nothing if the mark was cut off before anything was
   * created.
   */
  private static Made marked() throws IOException {
    String text = Files.readString(NETNS_MARK);
    Optional<Made> made = Arrays.stream(Made.values()).filter(m -> m.name().equals(text)).findAny();
    return made.orElse(Made.NOTHING);
  }

  private static LockFile lock(Progress progress) {
    return LockFile.acquire(
        LOCK, "making or removing what labs share", PATIENCE, who -> progress.awaits(() -> who));
  }

  private static void mark(Path mark, String text) {
    try {
      if (Ownership.of(MARKS).isEmpty()) {
        Files.createDirectory(MARKS, Ownership.PRIVATE_DIRECTORY);
      }
      Files.deleteIfExists(mark);
      Files.createFile(mark, Ownership.PRIVATE_FILE);
      Files.writeString(mark, text);
    } catch (IOException e) {
      throw new UncheckedIOException("write " + mark + ": " + e.getMessage(), e);
    }
  }

  private static void make(Path directory, String mode) {
    try {
      Files.createDirectory(directory, Ownership.PRIVATE_DIRECTORY);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException("make " + directory + ": " + e.getMessage(), e);
    }
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException used) {
      // It contains somebody else's sockets.
    }
  }
}
