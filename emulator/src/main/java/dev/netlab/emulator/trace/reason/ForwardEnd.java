package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.explain.RoutingCause;
import dev.netlab.emulator.packet.Ip;
import dev.netlab.emulator.packet.IpAddress;
import dev.netlab.emulator.packet.Ipv4;
import dev.netlab.emulator.packet.Protocol;
import dev.netlab.emulator.state.LabState;
import dev.netlab.emulator.state.NodeSnapshot;
import dev.netlab.emulator.state.Routing;
import dev.netlab.emulator.state.Tunnel;
import dev.netlab.emulator.trace.follow.Ends;
import dev.netlab.emulator.trace.follow.Sighting;
import dev.netlab.emulator.trace.story.Cause;
import dev.netlab.emulator.trace.story.Ending;
import dev.netlab.emulator.trace.story.Ending.Outcome;
import dev.netlab.emulator.trace.story.Ending.Proof;
import dev.netlab.netlink.route.Link;
import dev.netlab.netlink.route.Neighbour;
import dev.netlab.netlink.route.NextHop;
import dev.netlab.netlink.tracing.DroppedPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a node did not send on a packet that it had: its routing, or the link it would leave by. */
final class ForwardEnd {
  private static final Set<String> UNRESOLVED = Set.of("FAILED", "INCOMPLETE", "NONE");

  private final LabState state;
  private final RouteEvents routes;
  private final KernelDrops drops;

  ForwardEnd(LabState state, KernelDrops drops) {
    this.state = state;
    this.routes = new RouteEvents(state);
    this.drops = drops;
  }

  private record Finding(Cause cause, String text) {}

  /** The end of a packet that came in and was not sent on. */
  Ending ending(Sighting last, Ends ends, List<ChainWalk> own) {
    Ends came = Ends.of(last.outermost()).orElse(ends);
    int mark = own.isEmpty() ? 0 : own.getLast().mark();
    Routing routing =
        routes.forwarded(last.node(), came, ends.destination(), last.interfaceName(), mark);
    return ending(last, finding(last, routing, ends.destination()));
  }

  /** The end of a packet that its node made and that never left. */
  Ending neverLeft(String node, List<ChainWalk> own) {
    Ends ends = own.stream().flatMap(w -> Walks.ends(w).stream()).reduce((_, b) -> b).orElseThrow();
    Routing routing = routes.made(node, ends, own.getLast().mark());
    Finding finding =
        switch (routing) {
          case Routing.Refused refused -> refusal(refused);
          case Routing.Found found -> leaving(node, found, ends.destination());
        };
    return ending(node, dev(routing), finding, Optional.empty());
  }

  /** The end of a packet whose tunnel has no way to its other end; empty where it has one. */
  Optional<Ending> blocked(Sighting last, IpAddress remote, int mark) {
    Ends outer = new Ends(Protocol.UDP, remote, 0, remote, 0);
    Routing routing = routes.made(last.node(), outer, mark);
    Finding finding =
        switch (routing) {
          case Routing.Refused refused -> refusal(refused);
          case Routing.Found found -> leaving(last.node(), found, remote);
        };
    return finding.cause() == Cause.UNKNOWN ? Optional.empty() : Optional.of(ending(last, finding));
  }

  private static String dev(Routing routing) {
    return routing instanceof Routing.Found found ? found.hop().dev() : "";
  }

  private Ending ending(Sighting last, Finding finding) {
    return ending(last.node(), last.interfaceName(), finding, drops.of(last));
  }

  /** The kernel's own word goes before what follows from state, which may have changed since. */
  private static Ending ending(
      String node, String interfaceName, Finding finding, Optional<DroppedPacket> drop) {
    Cause said = drop.map(KernelDrops::cause).orElse(finding.cause());
    boolean agrees = said == finding.cause() || said == Cause.ROUTE_REFUSES;
    return new Ending(
        Outcome.DROPPED,
        agrees ? finding.cause() : said,
        drop.isPresent() ? Proof.PROVEN : Proof.INFERRED,
        node,
        interfaceName,
        agrees ? finding.text() : node + " drops it: " + drop.orElseThrow().cause().meaning(),
        drop.map(KernelDrops::sentence).map(List::of).orElse(List.of()));
  }

  /** The end of a packet that the kernel says it dropped, wherever it was. */
  Optional<Ending> byKernel(Sighting last) {
    return drops
        .of(last)
        .map(drop -> new Finding(KernelDrops.cause(drop), text(last, drop)))
        .map(finding -> ending(last, finding));
  }

  private static String text(Sighting last, DroppedPacket drop) {
    return last.node() + " drops it: " + drop.cause().meaning();
  }

  /** What else speaks for a cause that is known. */
  List<String> evidence(Sighting last, Cause cause) {
    List<String> evidence = new ArrayList<>();
    drops.of(last).map(KernelDrops::sentence).ifPresent(evidence::add);
    Ends.of(last.outermost())
        .map(
            ends ->
                routes.forwarded(last.node(), ends, ends.destination(), last.interfaceName(), 0))
        .ifPresent(
            routing -> {
              if (routing instanceof Routing.Refused refused) {
                evidence.add(refused.text());
              } else if (routing instanceof Routing.Found found && cause != Cause.NO_SOCKET) {
                evidence.add("its route is " + found.route());
              }
            });
    return evidence;
  }

  private Finding finding(Sighting last, Routing routing, IpAddress destination) {
    Optional<Ip> ip = last.outermost().find(Ip.class);
    return switch (routing) {
      case Routing.Refused refused -> refusal(refused);
      case Routing.Found found when found.isLocal() -> unexplained(last.node());
      case Routing.Found _ when ip.map(Ip::ttl).orElse(64) <= 1 ->
          new Finding(Cause.TTL_EXCEEDED, last.node() + " got it with its TTL used up");
      case Routing.Found found ->
          tooLong(last, found, ip).orElseGet(() -> leaving(last.node(), found, destination));
    };
  }

  private static Finding refusal(Routing.Refused refused) {
    return new Finding(RoutingCause.of(refused), refused.text());
  }

  private Optional<Finding> tooLong(Sighting last, Routing.Found found, Optional<Ip> ip) {
    int mtu = mtu(last.node(), found);
    boolean fixed = ip.map(i -> !(i instanceof Ipv4 v4) || v4.dontFragment()).orElse(false);
    return ip.filter(i -> fixed && i.length() > mtu)
        .map(
            i ->
                new Finding(
                    Cause.MTU_EXCEEDED,
                    "it has %d bytes and may not be cut, and %s:%s takes %d"
                        .formatted(i.length(), last.node(), found.hop().dev(), mtu)));
  }

  private int mtu(String node, Routing.Found found) {
    int link = state.node(node).link(found.hop().dev()).map(Link::mtu).orElse(Integer.MAX_VALUE);
    return found.route().mtu() == 0 ? link : Math.min(link, found.route().mtu());
  }

  /** Behind routing: the link, what carries it, and the neighbour. */
  private Finding leaving(String name, Routing.Found found, IpAddress destination) {
    NodeSnapshot node = state.node(name);
    NextHop hop = found.hop();
    String place = name + ":" + hop.dev();
    Optional<Tunnel> tunnel = node.tunnel(hop.dev());
    if (tunnel.map(t -> t.carrier() == Tunnel.Carrier.NOBODY).orElse(false)) {
      return new Finding(
          Cause.AGENT_STOPPED, place + " has no carrier: the lab's agent does not serve it");
    }
    if (!node.link(hop.dev()).map(Link::isUp).orElse(true)) {
      return new Finding(Cause.LINK_DOWN, place + " is down");
    }
    IpAddress next = hop.gateway() == null ? destination : IpAddress.of(hop.gateway());
    Optional<Neighbour> known = node.neighbour(hop.dev(), next);
    boolean unresolved =
        known.map(n -> UNRESOLVED.contains(RouteEvents.stateOf(n))).orElse(resolves(node, hop));
    if (unresolved) {
      return new Finding(
          Cause.NEIGHBOUR_UNRESOLVED,
          "%s has no link-layer address of %s at %s: %s"
              .formatted(
                  name,
                  next,
                  hop.dev(),
                  known.map(n -> "its entry is " + RouteEvents.stateOf(n)).orElse("no entry")));
    }
    return unexplained(name);
  }

  /** Whether next hops there have link-layer addresses that must be asked for. */
  private static boolean resolves(NodeSnapshot node, NextHop hop) {
    return node.link(hop.dev()).map(link -> link.mac() != null).orElse(false)
        && !hop.dev().equals("lo");
  }

  private static Finding unexplained(String node) {
    return new Finding(
        Cause.UNKNOWN, node + " had it and did not send it on, and its state does not say why");
  }
}
