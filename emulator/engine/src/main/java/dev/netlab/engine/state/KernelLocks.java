package dev.netlab.engine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Who has which file locked, as the kernel lists it ({@code /proc/locks}, proc_locks(5)). */
final class KernelLocks {
  private static final Path LIST = Path.of("/proc/locks");

  /** {@code 1: FLOCK ADVISORY WRITE 4711 00:19:123 0 EOF}; one that waits has an arrow. */
  private static final int KIND = 1;

  private static final int PROCESS = 4;
  private static final int FILE = 5;

  private KernelLocks() {}

  /** The process that has the file's flock(2); empty where that is not known. */
  static OptionalLong holder(Path file) {
    try {
      String id = id(number(file, "unix:dev"), number(file, "unix:ino"));
      return Files.readAllLines(LIST).stream()
          .map(line -> List.of(line.split(" +")))
          .filter(words -> words.size() > FILE && words.get(KIND).equals("FLOCK"))
          .filter(words -> words.get(FILE).equals(id))
          .mapToLong(words -> Long.parseLong(words.get(PROCESS)))
          .filter(process -> process > 0) // 0: one of another PID namespace
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // it is released just now
    }
  }

  private static long number(Path file, String attribute) throws IOException {
    return (Long) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
  }

  /** Major and minor number as {@code dev_t} of the C library packs them. */
  private static String id(long device, long inode) {
    long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
    return "%02x:%02x:%d".formatted(major, minor, inode);
  }
}
