package dev.netlab.engine.container;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads processes from {@code /proc} (proc_pid(5)). A process that has ended has no children and no
 * arguments.
 */
final class ProcessTree {
  /** Signal 15 in the masks of {@code /proc/PID/status}. */
  private static final long SIGTERM_BIT = 1L << (15 - 1);

  private ProcessTree() {}

  static OptionalLong onlyChild(long pid) {
    return children(pid).stream().mapToLong(Long::longValue).findFirst();
  }

  /** The process and all its descendants. */
  static List<Long> all(long pid) {
    List<Long> all = new ArrayList<>(List.of(pid));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(children(all.get(i)));
    }
    return all;
  }

  /** The children of all its threads: a child belongs to the thread that forked it. */
  private static List<Long> children(long pid) {
    List<Long> children = new ArrayList<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        for (String word : read(thread.resolve("children")).split(" ", -1)) {
          if (!word.isBlank()) {
            children.add(Long.parseLong(word.strip()));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException ended) {
      // It has no children any more.
    }
    return children;
  }

  /** The arguments, each terminated by a zero character; empty if the process has ended. */
  static String commandLine(long pid) {
    return read(Path.of("/proc/" + pid + "/cmdline"));
  }

  /**
   * Whether a SIGTERM from outside has any effect: the kernel does not deliver it to the first
   * process of a PID namespace if that has no handler for it and does not wait for it
   * (pid_namespaces(7)).
   */
  static boolean takesSigterm(long pid) {
    return read(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigBlk:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGTERM_BIT) != 0);
  }

  static String read(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
