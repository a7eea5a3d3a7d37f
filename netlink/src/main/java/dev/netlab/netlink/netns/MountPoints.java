package dev.netlab.netlink.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The mount points of one mount namespace ({@code proc_pid_mountinfo(5)}). */
public final class MountPoints {
  private static final Path OWN = Path.of("/proc/self/mountinfo");

  /** The index of the mount point among a line's fields. */
  private static final int FIELD = 4;

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private MountPoints() {}

  /** All mount points that this process sees. */
  public static Set<String> ofThisProcess() {
    try {
      // Names may contain any bytes.
      return of(new String(Files.readAllBytes(OWN), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("read the list of mounts: " + e.getMessage(), e);
    }
  }

  static Set<String> of(String mountinfo) {
    return mountinfo
        .lines()
        .map(line -> unescaped(line.split(" ", FIELD + 2)[FIELD]))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The kernel writes blanks as {@code \040}. */
  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
  }
}
