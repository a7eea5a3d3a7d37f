package dev.netlab.emulator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where, besides /, the host has files on file systems of their own: /usr, /var, /home. */
final class HostFileSystems {
  /** What a container has of its own, or as the host has it. */
  private static final Pattern NOT_BELOW = Pattern.compile("/(proc|sys|dev|run|tmp|boot)(/.*)?");

  /** Files that container managers mount over; a container gets its node's. */
  private static final Set<String> NODES =
      Set.of("/", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname");

  /** File systems that hold no files of programs. */
  private static final Set<String> NOT_FILES =
      Set.of(
          "autofs",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "devtmpfs",
          "efivarfs",
          "fusectl",
          "hugetlbfs",
          "mqueue",
          "nsfs",
          "proc",
          "pstore",
          "ramfs",
          "rpc_pipefs",
          "securityfs",
          "sysfs",
          "tmpfs",
          "tracefs");

  private static final int MOUNT_POINT = 4;
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private HostFileSystems() {}

  /** Those of this process; those that hold others come first. */
  static List<String> now() {
    try {
      return of(Files.readString(Path.of("/proc/self/mountinfo")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the lines of a {@code /proc/PID/mountinfo} (proc_pid_mountinfo(5)). */
  static List<String> of(String mountinfo) {
    Set<String> found = new LinkedHashSet<>();
    for (String line : mountinfo.lines().toList()) {
      String[] halves = line.split(" - ", 2);
      String[] fields = halves[0].split(" ", -1);
      if (halves.length == 2 && fields.length > MOUNT_POINT) {
        String at = unescaped(fields[MOUNT_POINT]);
        String type = halves[1].split(" ", 2)[0];
        if (!NODES.contains(at) && !NOT_BELOW.matcher(at).matches() && !NOT_FILES.contains(type)) {
          found.add(at);
        }
      }
    }
    return List.copyOf(found);
  }

  /** The kernel writes a blank as {@code \\040}. */
  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
  }
}
