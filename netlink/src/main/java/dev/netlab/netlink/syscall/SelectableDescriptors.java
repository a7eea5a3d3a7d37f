package dev.netlab.netlink.syscall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Room for C libraries that wait by select(2): its sets know no descriptor from FD_SETSIZE, 1024,
 * on, and glibc ends the process where one is put into a set.
 */
public final class SelectableDescriptors {
  /** Descriptors that a library may need, and that other threads may take before it does. */
  private static final int ROOM = 64;

  private static final int HIGHEST = 1024 - ROOM;
  private static final int FREED = 8;
  private static final Path OPEN = Path.of("/proc/self/fd");

  private SelectableDescriptors() {}

  /**
   * Has the calling thread open low descriptors next. Where the process has too many open, the
   * thread gets a table of descriptors of its own ({@code unshare(CLONE_FILES)}), in which some
   * sockets and namespaces are closed; they stay open for all others. Only on a platform thread
   * made for it that then ends.
   */
  public static void free() {
    try (Fd next = Sys.eventfd()) {
      if (next.number() < HIGHEST) {
        return;
      }
    }
    List<Fd> dispensable = dispensable();
    Sys.unshare("have descriptors apart", Const.CLONE_FILES);
    dispensable.forEach(Fd::close);
  }

  /** No files: the classes that this very thread loads are read from some. */
  private static List<Fd> dispensable() {
    List<Fd> found = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
      for (Path each : open) {
        int number = Integer.parseInt(each.getFileName().toString());
        if (number > 2 && number < HIGHEST && found.size() < FREED && isSocketOrNamespace(each)) {
          found.add(new Fd(number));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("read " + OPEN, e);
    }
  }

  private static boolean isSocketOrNamespace(Path open) throws IOException {
    try {
      String target = Files.readSymbolicLink(open).toString();
      return target.startsWith("socket:") || target.startsWith("net:");
    } catch (NoSuchFileException closed) {
      return false;
    }
  }
}
