package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Datagram.Carried;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.snapshot.Tunnel.Peer;
import dev.netlab.insight.snapshot.Tunnel.PeerEndpoint;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.TunnelHeader;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.packet.WireGuardMessage;
import java.util.List;
import java.util.Optional;

/**
 * Packets into WireGuard tunnels and out of them: cryptokey routing, endpoints, and whether there
 * can be a session, by the public keys of both ends (whitepaper, sections 2 and 5).
 */
final class WireGuardMouth {
  /** Seconds after which a session's keys are refused (REJECT_AFTER_TIME). */
  private static final int SESSION = 180;

  private static final int INITIATION = 148;
  private static final int PADDING = 16;
  private static final String KIND = "wireguard";

  private final Predictor predictor;

  WireGuardMouth(Predictor predictor) {
    this.predictor = predictor;
  }

  /** A packet goes into the tunnel. */
  Ending enter(String node, Tunnel.WireGuard tunnel, Datagram packet) {
    String name = tunnel.interfaceName();
    Optional<Peer> peer = tunnel.peerFor(packet.destination());
    if (peer.isEmpty()) {
      return Story.dropped(
          Cause.WIREGUARD_NO_PEER,
          node,
          name,
          "no peer of %s:%s has %s among its allowed IPs"
              .formatted(node, name, packet.destination()));
    }
    Optional<PeerEndpoint> endpoint = endpoint(node, name, peer.get());
    if (endpoint.isEmpty()) {
      return Story.dropped(
          Cause.WIREGUARD_NO_ENDPOINT,
          node,
          name,
          "peer %s of %s:%s has no endpoint, and none was heard from it"
              .formatted(peer.get().shortKey(), node, name));
    }
    Optional<Ending> refused = session(node, tunnel, peer.get(), endpoint.get());
    if (refused.isPresent()) {
      return refused.get();
    }
    int padded = (packet.length() + PADDING - 1) / PADDING * PADDING;
    WireGuardMessage.Data header =
        new WireGuardMessage.Data(0, padded + WireGuardMessage.Data.OVERHEAD, 0, 0);
    Datagram outer = datagram(node, tunnel, endpoint.get(), header, packet, header.length());
    predictor.story.event(new Event.Encapsulation(told(name, peer.get(), outer)));
    return predictor.nodes.send(node, outer);
  }

  /** A datagram has come to the node that it is for. */
  Ending leave(String node, String in, Datagram outer, Carried.Encrypted data) {
    Optional<Tunnel.WireGuard> here =
        predictor.node(node).tunnels().stream()
            .filter(t -> t instanceof Tunnel.WireGuard)
            .map(t -> (Tunnel.WireGuard) t)
            .filter(t -> t.listenPort() == outer.destinationPort())
            .findFirst();
    if (here.isEmpty()) {
      return Story.end(
          Ending.Outcome.REFUSED,
          Cause.NO_SOCKET,
          node,
          in,
          "no WireGuard tunnel of %s listens at port %d".formatted(node, outer.destinationPort()));
    }
    Tunnel.WireGuard tunnel = here.get();
    String name = tunnel.interfaceName();
    if (tunnel.carrier() == Tunnel.Carrier.NOBODY) {
      return TunnelMouth.stopped(node, tunnel);
    }
    Optional<Peer> peer = tunnel.peer(data.sender());
    if (peer.isEmpty()) {
      return Story.dropped(
          Cause.WIREGUARD_NO_PEER,
          node,
          name,
          "%s:%s has no peer of the sender's key %s"
              .formatted(node, name, shortened(data.sender())));
    }
    if (data.inner().protocol() == TunnelMouth.PROBE) {
      predictor.memory.hear(
          new NodeInterface(node, name), data.sender(), outer.source(), outer.sourcePort());
      return Story.end(
          Ending.Outcome.DELIVERED, Cause.ARRIVED, node, name, "the handshake's message arrives");
    }
    predictor.story.event(new Event.Decapsulation(told(name, peer.get(), outer)));
    predictor.memory.hear(
        new NodeInterface(node, name), data.sender(), outer.source(), outer.sourcePort());
    IpAddress source = data.inner().source();
    Optional<Peer> owner = tunnel.peerFor(source);
    if (owner.isEmpty() || !owner.get().publicKey().equals(data.sender())) {
      return Story.dropped(
          Cause.WIREGUARD_WRONG_SOURCE,
          node,
          name,
          "%s is not among the allowed IPs of peer %s, which sent it"
              .formatted(source, peer.get().shortKey()));
    }
    predictor.story.hop(node, name, Way.IN, null, null, data.inner());
    return predictor.nodes.receive(node, name, data.inner());
  }

  private Optional<PeerEndpoint> endpoint(String node, String name, Peer peer) {
    return predictor
        .memory
        .heard(new NodeInterface(node, name), peer.publicKey())
        .or(peer::endpoint);
  }

  /** Why there is no session and cannot be one; empty if there is one or a handshake will do. */
  private Optional<Ending> session(
      String node, Tunnel.WireGuard tunnel, Peer peer, PeerEndpoint endpoint) {
    String name = tunnel.interfaceName();
    if (predictor.memory.heard(new NodeInterface(node, name), peer.publicKey()).isPresent()) {
      return Optional.empty();
    }
    Predictor copy = predictor.fork();
    Ending there =
        copy.nodes.send(
            node,
            datagram(
                node,
                tunnel,
                endpoint,
                new WireGuardMessage.Data(0, INITIATION, 0, 0),
                probe(),
                INITIATION));
    boolean arrived =
        there.outcome() == Ending.Outcome.DELIVERED || there.cause() == Cause.WIREGUARD_NO_PEER;
    if (!arrived) {
      // The datagram itself will come to the same place and say why it ends there.
      return Optional.empty();
    }
    Tunnel.WireGuard far =
        (Tunnel.WireGuard) predictor.node(there.node()).tunnel(there.interfaceName()).orElseThrow();
    Optional<String> mismatch = mismatch(node, tunnel, peer, there, far);
    if (mismatch.isPresent()) {
      return Optional.of(
          Story.end(
              Ending.Outcome.DROPPED,
              Cause.WIREGUARD_NO_SESSION,
              node,
              name,
              "%s:%s and %s:%s cannot agree on a session"
                  .formatted(node, name, there.node(), there.interfaceName()),
              List.of(mismatch.get())));
    }
    long age = System.currentTimeMillis() / 1000 - peer.lastHandshake();
    if (age < SESSION) {
      return Optional.empty();
    }
    PeerEndpoint back =
        copy.memory
            .heard(new NodeInterface(there.node(), there.interfaceName()), tunnel.publicKey())
            .orElseThrow();
    Ending here =
        copy.next()
            .nodes
            .send(
                there.node(),
                copy.wireGuard.datagram(
                    there.node(),
                    far,
                    back,
                    new WireGuardMessage.Data(0, INITIATION, 0, 0),
                    probe(),
                    INITIATION));
    if (here.outcome() != Ending.Outcome.DELIVERED) {
      return Optional.of(
          Story.end(
              Ending.Outcome.DROPPED,
              Cause.WIREGUARD_NO_SESSION,
              node,
              name,
              "the handshake's answer does not come back to %s:%s".formatted(node, name),
              List.of("it ends at %s: %s".formatted(here.node(), here.text()))));
    }
    predictor.story.remark(
        "a handshake goes before it, and is the first to meet the rules shown here");
    return Optional.empty();
  }

  private static Optional<String> mismatch(
      String node, Tunnel.WireGuard tunnel, Peer peer, Ending there, Tunnel.WireGuard far) {
    if (!peer.publicKey().equals(far.publicKey())) {
      return Optional.of(
          "%s's peer has the key %s, and %s's own is %s"
              .formatted(node, peer.shortKey(), there.node(), shortened(far.publicKey())));
    }
    Optional<Peer> us = far.peer(tunnel.publicKey());
    if (us.isEmpty()) {
      return Optional.of(
          "%s has no peer of %s's key %s"
              .formatted(there.node(), node, shortened(tunnel.publicKey())));
    }
    return us.get().presharedDigest().equals(peer.presharedDigest())
        ? Optional.empty()
        : Optional.of("the preshared keys of %s and %s differ".formatted(node, there.node()));
  }

  private Datagram datagram(
      String node,
      Tunnel.WireGuard tunnel,
      PeerEndpoint endpoint,
      WireGuardMessage.Data header,
      Datagram inner,
      int length) {
    Routing routing = predictor.nodes.routeFor(node, endpoint.address(), tunnel.fwmark());
    IpAddress source =
        TunnelMouth.source(routing).orElse(IpAddress.unspecified(endpoint.address().version()));
    return Datagram.udp(
            source,
            tunnel.listenPort(),
            endpoint.address(),
            endpoint.port(),
            predictor.node(node).settings().defaultTtl(),
            length,
            new Carried.Encrypted(header, tunnel.publicKey(), inner))
        .withMark(tunnel.fwmark());
  }

  private static Datagram probe() {
    IpAddress none = IpAddress.v4(0);
    return new Datagram(
        none, none, TunnelMouth.PROBE, 0, 0, 0, 0, 1, 0, false, 0, Optional.empty());
  }

  private static String shortened(String key) {
    return key.isEmpty() ? "none" : key.substring(0, Math.min(8, key.length())) + "…";
  }

  private static TunnelHeader told(String name, Peer peer, Datagram outer) {
    return new TunnelHeader(KIND, name, "peer " + peer.shortKey(), outer.from(), outer.to());
  }
}
