package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.RuleLine;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.nft.value.Hook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A packet in the IP layer of a node: what it sends itself, forwards, or takes in. */
final class IpForwarding {
  private final LabState lab;

  /** By node; a ruleset is read once. */
  private final Map<String, NodeRules> rules = new HashMap<>();

  IpForwarding(LabState lab) {
    this.lab = lab;
  }

  /** Which way a node would send a packet that has no source address yet. */
  static Routing route(LabState lab, String node, IpAddress destination, int mark) {
    return lab.lookup(node, RouteQuery.to(destination.toInetAddress()).withMark(mark));
  }

  /** The node itself sends the packet ({@code ip_local_out}). */
  Step send(PathState at, String node) {
    SimulatedPacket packet = at.packet();
    Routing routing = lookup(node, packet, "");
    if (routing instanceof Routing.Refused refused) {
      return refuse(at, node, "", refused);
    }
    Routing.Found found = (Routing.Found) routing;
    NetfilterTraversal rules = traversal(at, node, "");
    rules.leavesBy(dev(found));
    Optional<Ending> end = rules.pass(Hook.OUTPUT);
    if (end.isPresent()) {
      return rules.state().recording(event(found)).ended(end.get());
    }
    SimulatedPacket now = rules.packet();
    boolean marked = now.mark() != packet.mark() && rules(node).routesAgain();
    if (!now.destination().equals(packet.destination()) || marked) {
      routing = lookup(node, now, "");
      if (routing instanceof Routing.Refused refused) {
        return refuse(rules.state(), node, "", refused);
      }
      found = (Routing.Found) routing;
      rules.leavesBy(dev(found));
    }
    rules.record(event(found));
    if (found.isLocal()) {
      return toItself(node, rules);
    }
    int mtu = mtu(node, found);
    if (now.length() > mtu) {
      rules.record(fragments(now, mtu, dev(found)));
    }
    return leave(node, found, rules);
  }

  private static Step toItself(String node, NetfilterTraversal rules) {
    Optional<Ending> end = rules.pass(Hook.POSTROUTING);
    if (end.isPresent()) {
      return rules.state().ended(end.get());
    }
    rules.seen(node, "lo", Way.OUT);
    rules.seen(node, "lo", Way.IN);
    end = rules.comeBack().or(() -> rules.pass(Hook.INPUT));
    return end.isPresent()
        ? rules.state().ended(end.get())
        : new Step.Forwarded(rules.done().at(new Position.Local(node, "lo")));
  }

  /** The packet came in by an interface ({@code ip_rcv}). */
  Step receive(PathState at, Position.Input input) {
    String node = input.node();
    String in = input.dev();
    NetfilterTraversal rules = traversal(at.as(at.packet().withMark(0)), node, in);
    Optional<Ending> end = rules.pass(Hook.PREROUTING);
    if (end.isPresent()) {
      return rules.state().ended(end.get());
    }
    Routing routing = lookup(node, rules.packet(), in);
    if (routing instanceof Routing.Refused refused) {
      return refuse(rules.state(), node, in, refused);
    }
    Routing.Found found = (Routing.Found) routing;
    rules.record(event(found));
    if (!found.isLocal()) {
      return forward(node, in, found, rules);
    }
    end = rules.pass(Hook.INPUT);
    return end.isPresent()
        ? rules.state().ended(end.get())
        : new Step.Forwarded(rules.done().at(new Position.Local(node, in)));
  }

  private Step forward(String node, String in, Routing.Found found, NetfilterTraversal rules) {
    SimulatedPacket now = rules.packet();
    if (now.ttl() <= 1) {
      return rules
          .state()
          .dropped(
              Cause.TTL_EXCEEDED, node, in, "its TTL of %d ends at %s".formatted(now.ttl(), node));
    }
    int mtu = mtu(node, found);
    if (now.length() > mtu) {
      if (now.dontFragment() || now.source().isV6()) {
        return rules
            .state()
            .dropped(
                Cause.MTU_EXCEEDED,
                node,
                in,
                "it has %d bytes, %s has an MTU of %d, and it must not be fragmented"
                    .formatted(now.length(), dev(found), mtu));
      }
      rules.record(fragments(now, mtu, dev(found)));
    }
    rules.decrementTtl();
    rules.leavesBy(dev(found));
    Optional<Ending> end = rules.pass(Hook.FORWARD);
    return end.isPresent() ? rules.state().ended(end.get()) : leave(node, found, rules);
  }

  private static Step leave(String node, Routing.Found found, NetfilterTraversal rules) {
    Optional<Ending> end = rules.pass(Hook.POSTROUTING);
    if (end.isPresent()) {
      return rules.state().ended(end.get());
    }
    PathState at = rules.done();
    NextHop hop = found.hop();
    IpAddress next =
        hop.gateway() == null ? at.packet().destination() : IpAddress.of(hop.gateway());
    return new Step.Forwarded(at.at(new Position.NextHop(node, hop.dev(), next)));
  }

  private NetfilterTraversal traversal(PathState at, String node, String in) {
    return new NetfilterTraversal(rules(node), at.memory().connections(lab, node), node, in, at);
  }

  private NodeRules rules(String node) {
    return rules.computeIfAbsent(node, name -> new NodeRules(lab.node(name)));
  }

  private Routing lookup(String node, SimulatedPacket packet, String in) {
    return lab.lookup(
        node,
        new RouteQuery(
            packet.destination().toInetAddress(),
            packet.source().toInetAddress(),
            in,
            "",
            packet.mark()));
  }

  private int mtu(String node, Routing.Found found) {
    if (found.used().mtu() > 0) {
      return found.used().mtu();
    }
    return lab.node(node).link(dev(found)).map(Link::mtu).orElse(Integer.MAX_VALUE);
  }

  private static Event fragments(SimulatedPacket packet, int mtu, String dev) {
    int room = (mtu - (packet.source().isV6() ? 48 : 20)) / 8 * 8;
    int payload = packet.length() - (packet.source().isV6() ? 40 : 20);
    return new Event.Remark(
        "%d bytes go out of %s in %d fragments; they are followed as one"
            .formatted(packet.length(), dev, (payload + room - 1) / room));
  }

  private static Event event(Routing.Found found) {
    return new Event.Route(
        found.rule().map(RuleLine::of).orElse(""),
        found.route().toString(),
        RuleLine.table(found.route().table()),
        found.isLocal()
            ? Optional.empty()
            : Optional.ofNullable(found.hop().gateway()).map(g -> IpAddress.of(g).toString()),
        dev(found));
  }

  private static String dev(Routing.Found found) {
    return found.isLocal() ? "lo" : found.hop().dev();
  }

  private static Step refuse(PathState at, String node, String in, Routing.Refused refused) {
    PathState told =
        refused
            .route()
            .map(
                route ->
                    at.recording(
                        new Event.Route(
                            refused.rule().map(RuleLine::of).orElse(""),
                            route.toString(),
                            RuleLine.table(route.table()),
                            Optional.empty(),
                            route.hops().isEmpty() ? "" : route.hops().getFirst().dev())))
            .orElse(at);
    return told.dropped(refused.reason(), node, in, refused.text());
  }
}
