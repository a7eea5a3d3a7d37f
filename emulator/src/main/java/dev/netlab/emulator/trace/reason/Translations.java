package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.packet.Protocol;
import dev.netlab.emulator.trace.follow.Ends;
import dev.netlab.emulator.trace.story.Event;
import dev.netlab.emulator.trace.story.Event.Translation.Side;
import java.util.ArrayList;
import java.util.List;

/** What translation made of a packet's ends. */
final class Translations {
  private Translations() {}

  static List<Event> between(Ends before, Ends after) {
    List<Event> events = new ArrayList<>();
    boolean sourceChanged =
        !before.source().equals(after.source()) || before.sourcePort() != after.sourcePort();
    boolean destinationChanged =
        !before.destination().equals(after.destination())
            || (before.destinationPort() != after.destinationPort() && !isEcho(before));
    // The destination is replaced before routing, the source behind it.
    if (destinationChanged) {
      events.add(new Event.Translation(Side.DESTINATION, before.to(), after.to()));
    }
    if (sourceChanged) {
      boolean renumbered = isEcho(before) && before.sourcePort() != after.sourcePort();
      events.add(
          renumbered
              ? new Event.Translation(Side.SOURCE, numbered(before), numbered(after))
              : new Event.Translation(Side.SOURCE, before.from(), after.from()));
    }
    return events;
  }

  private static boolean isEcho(Ends ends) {
    return ends.protocol() == Protocol.ICMP || ends.protocol() == Protocol.ICMPV6;
  }

  /** An echo's identifier is translated as a source port is. */
  private static String numbered(Ends ends) {
    return ends.from() + " id " + ends.sourcePort();
  }
}
