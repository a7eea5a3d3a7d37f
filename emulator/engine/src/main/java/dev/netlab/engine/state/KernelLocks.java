package dev.netlab.engine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds which process holds a lock on a file, from the kernel's list ({@code /proc/locks},
 * proc_locks(5)).
 */
final class KernelLocks {
  private static final Path LIST = Path.of("/proc/locks");

  /**
   * {@code 1: FLOCK ADVISORY WRITE 4711 00:19:123 0 EOF}; a line for a waiting process contains an
   * arrow.
   */
  private static final int KIND = 1;

  private static final int PROCESS = 4;
  private static final int FILE = 5;

  private KernelLocks() {}

  /** Returns the process that holds the flock(2) lock on the file; empty if it is unknown. */
  static OptionalLong holder(Path file) {
    try {
      String id = id(number(file, "unix:dev"), number(file, "unix:ino"));
      return Files.readAllLines(LIST).stream()
          .map(line -> List.of(line.split(" +")))
          .filter(words -> words.size() > FILE && words.get(KIND).equals("FLOCK"))
          .filter(words -> words.get(FILE).equals(id))
          .mapToLong(words -> Long.parseLong(words.get(PROCESS)))
          .filter(process -> process > 0) // 0: a process in another PID namespace
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // the lock is being released
    }
  }

  private static long number(Path file, String attribute) throws IOException {
    return (Long) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
  }

  /** Major and minor number, as the C library packs them into a {@code dev_t}. */
  private static String id(long device, long inode) {
    long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
    return "%02x:%02x:%d".formatted(major, minor, inode);
  }
}
