package dev.netlab.insight.facts;

import java.util.List;

/**
 * What the kernel told of a connection, as {@code conntrack -E} has it. An event has the state of
 * when it is told, not of when it changed: where the next packet is quick on another processor,
 * {@code FIN_WAIT, LAST_ACK} is told as {@code LAST_ACK, LAST_ACK}.
 */
final class ConntrackEventOrder {
  private ConntrackEventOrder() {}

  /** Whether there is an event for each state, in order, that has it or a later one of its kind. */
  static boolean wentThrough(List<String> wanted, List<String> told) {
    int next = 0;
    for (String event : told) {
      if (next < wanted.size()
          && kind(event).equals(kind(wanted.get(next)))
          && wanted.subList(next, wanted.size()).contains(event)) {
        next++;
      }
    }
    return next == wanted.size();
  }

  /** {@code NEW}, {@code UPDATE} or {@code DESTROY}. */
  private static String kind(String event) {
    return event.split(" ", 2)[0];
  }
}
