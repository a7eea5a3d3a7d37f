package dev.netlab.emulator.run;

import dev.netlab.netlink.namespace.NetnsDirectory;
import dev.netlab.netlink.namespace.NetnsDirectory.Made;
import dev.netlab.netlink.sys.Const;
import dev.netlab.netlink.sys.Fd;
import dev.netlab.netlink.sys.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The two places on the host that all labs share, made by the first lab that needs them and taken
 * away by the last: {@code /run/netns} as a shared mount, and {@code /run/wireguard}, the directory
 * over which each node's own is mounted. A mark is written before a place is made, so places that
 * were there already are left alone.
 */
final class HostMarks {
  private static final Path MARKS = StateDirectory.ROOT.resolve(".made");
  private static final Path NETNS_MARK = MARKS.resolve("netns");
  private static final Path WIREGUARD_MARK = MARKS.resolve("wireguard");
  private static final Path WIREGUARD = Path.of("/run/wireguard");

  private HostMarks() {}

  /** Makes the places and then runs {@code names}, which fills them, while no other lab leaves. */
  static <T> T ensureWhile(Supplier<T> names) {
    return locked(
        () -> {
          Made missing = NetnsDirectory.SYSTEM.missing();
          if (missing != Made.NOTHING && !Files.exists(NETNS_MARK)) {
            mark(NETNS_MARK, missing.name());
          }
          NetnsDirectory.SYSTEM.ensure();
          if (!Files.isDirectory(WIREGUARD)) {
            mark(WIREGUARD_MARK, "");
            make(WIREGUARD);
          }
          return names.get();
        });
  }

  /** Takes the places away that labs made, if no lab and no other namespace needs them. */
  static void undoIfLast() {
    locked(
        () -> {
          try {
            if (Files.exists(NETNS_MARK)) {
              Made made = Made.valueOf(Files.readString(NETNS_MARK));
              if (NetnsDirectory.SYSTEM.undo(made)) {
                Files.delete(NETNS_MARK);
              }
            }
            if (Files.exists(WIREGUARD_MARK) && StateDirectory.labs().isEmpty()) {
              deleteIfEmpty(WIREGUARD);
              Files.delete(WIREGUARD_MARK);
            }
            deleteIfEmpty(MARKS);
            return MARKS;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The lock is on a directory that is always there, so that no lock file is left behind. */
  private static <T> T locked(Supplier<T> work) {
    try (Fd run = Sys.open("open /run", "/run", Const.O_RDONLY)) {
      Sys.flock("lock /run", run, Const.LOCK_EX);
      return work.get();
    }
  }

  private static void mark(Path mark, String text) {
    try {
      Files.createDirectories(MARKS);
      Files.writeString(mark, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException used) {
      // Somebody else's sockets are in it.
    }
  }
}
