package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Ending;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Packets that are routed in a loop until their TTL is used up. */
final class RoutingLoop {
  private RoutingLoop() {}

  /** The same end, named a loop where the packet came by its last place before. */
  static Ending markLoop(PacketPath path, Ending ending) {
    List<Sighting> sightings = path.sightings();
    Sighting last = path.last();
    List<Integer> visits = new ArrayList<>();
    for (int i = 0; i < sightings.size(); i++) {
      if (isSame(sightings.get(i), last)) {
        visits.add(i);
      }
    }
    if (visits.size() < 2) {
      return ending;
    }
    int from = visits.get(visits.size() - 2);
    List<String> round =
        sightings.subList(from, sightings.size()).stream()
            .map(sighting -> sighting.frame().point().toString())
            .toList();
    List<String> evidence = new ArrayList<>(List.of("the round: " + String.join(" > ", round)));
    evidence.addAll(ending.evidence());
    return new Ending(
        ending.outcome(),
        ending.cause(),
        ending.proof(),
        ending.node(),
        ending.interfaceName(),
        "it goes round in a loop, %d times by %s: %s"
            .formatted(visits.size(), last.frame().point(), ending.text()),
        evidence);
  }

  /** The same place, with a lower TTL: the packet was routed in between. */
  private static boolean isSame(Sighting one, Sighting last) {
    Optional<Integer> ttl = one.packet().find(Ip.class).map(Ip::ttl);
    boolean first = one.equals(last);
    return one.node().equals(last.node())
        && one.interfaceName().equals(last.interfaceName())
        && one.way() == last.way()
        && one.depth() == last.depth()
        && (first
            || ttl.map(t -> t > last.packet().find(Ip.class).map(Ip::ttl).orElse(t)).orElse(false));
  }
}
