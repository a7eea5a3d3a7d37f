package dev.netlab.insight.trace;

import java.util.Map;

/**
 * How the traced command ran.
 *
 * @param status with which it ended
 * @param interrupted whether it was interrupted before its own end
 * @param counters of its node that grew meanwhile, and by how much
 * @param exactInterfaces how many interfaces had their offloads off for it
 */
record CommandRun(
    int status, boolean interrupted, Map<String, Long> counters, int exactInterfaces) {
  CommandRun {
    counters = Map.copyOf(counters);
  }
}
