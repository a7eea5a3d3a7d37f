package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.process.ProcessIdentity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a tracefs instance is: its folder's name says so, for it outlives the process that made it.
 */
public record TraceOwner(String lab, ProcessIdentity process) {
  private static final Pattern NAME = Pattern.compile("netlab-(.+)-(\\d+)-(\\d+)");

  /** This process, for a lab. */
  public static TraceOwner current(String lab) {
    long pid = ProcessHandle.current().pid();
    return new TraceOwner(lab, ProcessIdentity.of(pid).orElseThrow());
  }

  /** Reads an instance's name; empty for one that is not netlab's. */
  public static Optional<TraceOwner> of(String instance) {
    Matcher matcher = NAME.matcher(instance);
    return matcher.matches()
        ? Optional.of(
            new TraceOwner(
                matcher.group(1),
                new ProcessIdentity(
                    Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))))
        : Optional.empty();
  }

  /** The instance's name: {@code netlab-LAB-PID-STARTTIME}. */
  public String instance() {
    return "netlab-" + lab + "-" + process.pid() + "-" + process.startTime();
  }

  /** Whether that very process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }
}
