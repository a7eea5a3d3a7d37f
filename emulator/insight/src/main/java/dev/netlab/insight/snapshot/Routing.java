package dev.netlab.insight.snapshot;

import dev.netlab.insight.story.Cause;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import java.util.Optional;

/** What a node answers to the question which way a packet goes. */
public sealed interface Routing {
  /** The policy-routing rule that decided; empty where none of the node's rules explains it. */
  Optional<Rule> rule();

  /** The source address that the kernel would choose; empty where it would not. */
  default Optional<IpAddress> source() {
    return this instanceof Found found
        ? Optional.ofNullable(found.used().source()).map(IpAddress::of)
        : Optional.empty();
  }

  /**
   * It has a way: out by an interface, or to the node itself.
   *
   * @param route as it stands in the table
   * @param used the one hop that is taken, with the source address that the kernel would choose
   */
  record Found(Optional<Rule> rule, Route route, Route used) implements Routing {
    /** Whether the packet is for the node itself. */
    public boolean isLocal() {
      return route.type() == Route.LOCAL || route.type() == Route.BROADCAST;
    }

    /** The next hop; of multipath the one that the kernel's hash chooses. */
    public NextHop hop() {
      return used.hops().isEmpty() ? route.hops().getFirst() : used.hops().getFirst();
    }
  }

  /**
   * It has none.
   *
   * @param route one that refuses, if it is that
   * @param reason one of {@link Cause#NO_ROUTE}, {@link Cause#ROUTE_REFUSES}, {@link
   *     Cause#NOT_FORWARDING}, {@link Cause#RP_FILTER}, {@link Cause#MARTIAN} and, where the kernel
   *     says no and none of these explains it, {@link Cause#KERNEL}
   * @param text what is in the way, a sentence without a full stop
   */
  record Refused(Optional<Rule> rule, Optional<Route> route, Cause reason, String text)
      implements Routing {}
}
