package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command wanted to send and its node's kernel had no way for: no packet is made of that,
 * the program is told ENETUNREACH, and a counter of the namespace grows (RFC 4293,
 * ipSystemStatsOutNoRoutes).
 */
final class NoRouteReport {
  private static final List<String> COUNTERS = List.of("IpOutNoRoutes", "Ip6OutNoRoutes");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d+(?:\\.\\d+){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F.]*");

  private NoRouteReport() {}

  /**
   * A conversation of one journey without hops.
   *
   * @param grown counters of the node, and by how much
   */
  static Optional<Conversation> of(TraceOptions options, Map<String, Long> grown, LabState state) {
    return COUNTERS.stream()
        .filter(grown::containsKey)
        .findFirst()
        .map(counter -> of(options, counter, state));
  }

  private static Conversation of(TraceOptions options, String counter, LabState state) {
    String node = options.nodeName();
    Optional<Routing.Refused> refused =
        destination(options.command()).flatMap(to -> refused(node, to, state));
    String name = destination(options.command()).map(to -> node + " > " + to).orElse(node + " > ?");
    Ending ending =
        new Ending(
            Outcome.DROPPED,
            refused
                .filter(r -> r.reason() == Cause.ROUTE_REFUSES)
                .map(_ -> Cause.ROUTE_REFUSES)
                .orElse(Cause.NO_ROUTE),
            Proof.PROVEN,
            node,
            "",
            refused
                .map(Routing.Refused::text)
                .orElse(node + " has no route for what the command wanted to send"),
            List.of(
                "no packet was made: the program was told that the network is unreachable",
                "the counter %s of %s grew".formatted(counter, node)));
    Journey journey = new Journey(1, Direction.REQUEST, List.of(), ending);
    return new Conversation(1, name, List.of(journey), 0, "");
  }

  /** The first address that the command names. */
  private static Optional<IpAddress> destination(List<String> command) {
    for (String word : command) {
      Matcher found = ADDRESS.matcher(word);
      if (found.find()) {
        return IpAddress.tryParse(found.group());
      }
    }
    return Optional.empty();
  }

  private static Optional<Routing.Refused> refused(String node, IpAddress to, LabState state) {
    RouteQuery query = RouteQuery.to(to.toInetAddress());
    return state.lookup(node, query) instanceof Routing.Refused refused
        ? Optional.of(refused)
        : Optional.empty();
  }
}
