package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.Translation.Side;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.ip.IpProtocol;
import java.util.ArrayList;
import java.util.List;

/** What translation made of a packet's ends. */
final class NatEvents {
  private NatEvents() {}

  static List<Event> between(FlowKey before, FlowKey after) {
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

  private static boolean isEcho(FlowKey ends) {
    return ends.protocol() == IpProtocol.ICMP || ends.protocol() == IpProtocol.ICMPV6;
  }

  /** An echo's identifier is translated as a source port is. */
  private static String numbered(FlowKey ends) {
    return ends.from() + " id " + ends.sourcePort();
  }
}
