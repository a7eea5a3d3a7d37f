package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.story.Cause;

/** What a node's refusal to route a packet is called in stories. */
public final class RoutingCause {
  private RoutingCause() {}

  public static Cause of(Routing.Refused refused) {
    return switch (refused.reason()) {
      case NO_ROUTE -> Cause.NO_ROUTE;
      case ROUTE_REFUSES -> Cause.ROUTE_REFUSES;
      case NOT_FORWARDING -> Cause.NOT_FORWARDING;
      case RP_FILTER -> Cause.RP_FILTER;
      case MARTIAN -> Cause.MARTIAN;
      case KERNEL -> Cause.KERNEL;
    };
  }
}
