package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Datagram.Carried;
import dev.netlab.insight.snapshot.NodeSnapshot;
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
import dev.netlab.packet.ProtocolNames;
import java.util.Optional;

/** A packet in the IP layer of a node: what it sends itself, forwards, or takes in. */
final class NodeWalk {
  private final Predictor predictor;

  NodeWalk(Predictor predictor) {
    this.predictor = predictor;
  }

  /** The source address that the node would choose; the end of the way if there is none. */
  Routing routeFor(String node, IpAddress destination, int mark) {
    return predictor.lab.lookup(node, RouteQuery.to(destination.toInetAddress()).withMark(mark));
  }

  /** The node itself sends the packet ({@code ip_local_out}). */
  Ending send(String node, Datagram packet) {
    Routing routing = lookup(node, packet, "");
    if (routing instanceof Routing.Refused refused) {
      return refuse(node, "", refused);
    }
    Routing.Found found = (Routing.Found) routing;
    Passage passage = new Passage(predictor, node, "", packet);
    passage.leavesBy(dev(found));
    Optional<Ending> end = passage.pass(Hook.OUTPUT);
    if (end.isPresent()) {
      tell(found);
      return end.get();
    }
    Datagram now = passage.datagram();
    boolean marked = now.mark() != packet.mark() && predictor.rules(node).routesAgain();
    if (!now.destination().equals(packet.destination()) || marked) {
      routing = lookup(node, now, "");
      if (routing instanceof Routing.Refused refused) {
        return refuse(node, "", refused);
      }
      found = (Routing.Found) routing;
      passage.leavesBy(dev(found));
    }
    tell(found);
    if (found.isLocal()) {
      return toItself(node, passage);
    }
    int mtu = mtu(node, found);
    if (now.length() > mtu) {
      fragments(now, mtu, dev(found));
    }
    return leave(node, found, passage);
  }

  private Ending toItself(String node, Passage passage) {
    Optional<Ending> end = passage.pass(Hook.POSTROUTING);
    if (end.isPresent()) {
      return end.get();
    }
    predictor.story.hop(node, "lo", Way.OUT, null, null, passage.datagram());
    predictor.story.hop(node, "lo", Way.IN, null, null, passage.datagram());
    end = passage.comeBack().or(() -> passage.pass(Hook.INPUT));
    if (end.isPresent()) {
      return end.get();
    }
    passage.done();
    return deliver(node, "lo", passage.datagram());
  }

  /** The packet came in by an interface ({@code ip_rcv}). */
  Ending receive(String node, String in, Datagram packet) {
    Passage passage = new Passage(predictor, node, in, packet.withMark(0));
    Optional<Ending> end = passage.pass(Hook.PREROUTING);
    if (end.isPresent()) {
      return end.get();
    }
    Datagram now = passage.datagram();
    Routing routing = lookup(node, now, in);
    if (routing instanceof Routing.Refused refused) {
      return refuse(node, in, refused);
    }
    Routing.Found found = (Routing.Found) routing;
    tell(found);
    if (found.isLocal()) {
      end = passage.pass(Hook.INPUT);
      if (end.isPresent()) {
        return end.get();
      }
      passage.done();
      return deliver(node, in, passage.datagram());
    }
    return forward(node, in, found, passage);
  }

  private Ending forward(String node, String in, Routing.Found found, Passage passage) {
    Datagram now = passage.datagram();
    if (now.ttl() <= 1) {
      return Story.dropped(
          Cause.TTL_EXCEEDED, node, in, "its TTL of %d ends at %s".formatted(now.ttl(), node));
    }
    int mtu = mtu(node, found);
    if (now.length() > mtu) {
      if (now.dontFragment() || now.source().isV6()) {
        return Story.dropped(
            Cause.MTU_EXCEEDED,
            node,
            in,
            "it has %d bytes, %s has an MTU of %d, and it must not be fragmented"
                .formatted(now.length(), dev(found), mtu));
      }
      fragments(now, mtu, dev(found));
    }
    passage.hopped();
    passage.leavesBy(dev(found));
    Optional<Ending> end = passage.pass(Hook.FORWARD);
    return end.isPresent() ? end.get() : leave(node, found, passage);
  }

  private Ending leave(String node, Routing.Found found, Passage passage) {
    Optional<Ending> end = passage.pass(Hook.POSTROUTING);
    if (end.isPresent()) {
      return end.get();
    }
    passage.done();
    Datagram now = passage.datagram();
    NextHop hop = found.hop();
    IpAddress next = hop.gateway() == null ? now.destination() : IpAddress.of(hop.gateway());
    return predictor.segments.transmit(node, hop.dev(), next, now);
  }

  private Ending deliver(String node, String in, Datagram packet) {
    if (packet.carried().isPresent()) {
      return switch (packet.carried().get()) {
        case Carried.InFrame frame -> predictor.tunnels.leave(node, in, packet, frame);
        case Carried.Encrypted data -> predictor.wireGuard.leave(node, in, packet, data);
      };
    }
    predictor.arrived = Optional.of(packet);
    if (predictor.awaited.isPresent()) {
      return answered(node, in, packet, predictor.awaited.get());
    }
    NodeSnapshot snapshot = predictor.node(node);
    if (packet.isEcho()) {
      return packet.isEchoRequest() && !snapshot.settings().answersEcho()
          ? Story.dropped(Cause.KERNEL, node, in, node + " is told to ignore echo requests")
          : Story.end(Ending.Outcome.DELIVERED, Cause.ARRIVED, node, in, "it arrives at " + node);
    }
    boolean taken =
        snapshot.sockets().stream()
            .anyMatch(
                s -> s.takes(packet.protocol(), packet.destination(), packet.destinationPort()));
    if (taken) {
      return Story.end(
          Ending.Outcome.DELIVERED,
          Cause.ARRIVED,
          node,
          in,
          "a program at %s takes it at port %d".formatted(node, packet.destinationPort()));
    }
    return Story.end(
        Ending.Outcome.REFUSED,
        Cause.NO_SOCKET,
        node,
        in,
        "no program at %s has %s port %d open"
            .formatted(node, ProtocolNames.protocol(packet.protocol()), packet.destinationPort()));
  }

  private static Ending answered(String node, String in, Datagram packet, Datagram awaited) {
    if (packet.isLike(awaited)) {
      return Story.end(
          Ending.Outcome.DELIVERED, Cause.ARRIVED, node, in, "the answer arrives at " + node);
    }
    return Story.end(
        Ending.Outcome.REFUSED,
        Cause.NO_SOCKET,
        node,
        in,
        "nobody at %s waits for an answer from %s to %s; %s to %s was asked for"
            .formatted(node, packet.from(), packet.to(), awaited.from(), awaited.to()));
  }

  private Routing lookup(String node, Datagram packet, String in) {
    return predictor.lab.lookup(
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
    return predictor.node(node).link(dev(found)).map(Link::mtu).orElse(Integer.MAX_VALUE);
  }

  private void fragments(Datagram packet, int mtu, String dev) {
    int room = (mtu - (packet.source().isV6() ? 48 : 20)) / 8 * 8;
    int payload = packet.length() - (packet.source().isV6() ? 40 : 20);
    predictor.story.remark(
        "%d bytes go out of %s in %d fragments; they are followed as one"
            .formatted(packet.length(), dev, (payload + room - 1) / room));
  }

  private void tell(Routing.Found found) {
    predictor.story.event(
        new Event.Route(
            found.rule().map(RuleLine::of).orElse(""),
            found.route().toString(),
            RuleLine.table(found.route().table()),
            found.isLocal()
                ? Optional.empty()
                : Optional.ofNullable(found.hop().gateway()).map(g -> IpAddress.of(g).toString()),
            dev(found)));
  }

  private static String dev(Routing.Found found) {
    return found.isLocal() ? "lo" : found.hop().dev();
  }

  private Ending refuse(String node, String in, Routing.Refused refused) {
    refused
        .route()
        .ifPresent(
            route ->
                predictor.story.event(
                    new Event.Route(
                        refused.rule().map(RuleLine::of).orElse(""),
                        route.toString(),
                        RuleLine.table(route.table()),
                        Optional.empty(),
                        route.hops().isEmpty() ? "" : route.hops().getFirst().dev())));
    return Story.dropped(refused.reason(), node, in, refused.text());
  }
}
