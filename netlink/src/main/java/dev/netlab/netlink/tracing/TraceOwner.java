package dev.netlab.netlink.tracing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a tracefs instance is: its folder's name says so, for it outlives the process that made it.
 *
 * @param startTime field 22 of {@code /proc/PID/stat}, so that another process with the same number
 *     is not taken for this one
 */
public record TraceOwner(String lab, long pid, long startTime) {
  private static final Pattern NAME = Pattern.compile("netlab-(.+)-(\\d+)-(\\d+)");

  /** This process, for a lab. */
  public static TraceOwner current(String lab) {
    long pid = ProcessHandle.current().pid();
    return new TraceOwner(lab, pid, startTime(pid).orElse(0L));
  }

  /** Reads an instance's name; empty for one that is not netlab's. */
  public static Optional<TraceOwner> of(String instance) {
    Matcher matcher = NAME.matcher(instance);
    return matcher.matches()
        ? Optional.of(
            new TraceOwner(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** The instance's name: {@code netlab-LAB-PID-STARTTIME}. */
  public String instance() {
    return "netlab-" + lab + "-" + pid + "-" + startTime;
  }

  /** Whether that very process is there. */
  public boolean isAlive() {
    return startTime(pid).filter(time -> time == startTime).isPresent();
  }

  /** Empty where there is no such process, or only what is left of one. */
  private static Optional<Long> startTime(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[19]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
