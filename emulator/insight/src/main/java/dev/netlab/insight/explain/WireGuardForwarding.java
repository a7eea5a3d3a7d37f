package dev.netlab.insight.explain;

import dev.netlab.insight.explain.SimulatedPacket.Carried;
import dev.netlab.insight.snapshot.LabState;
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
import java.util.Optional;

/**
 * Packets into WireGuard tunnels and out of them: cryptokey routing, endpoints, and whether there
 * can be a session, by the public keys of both ends (whitepaper, sections 2 and 5).
 */
final class WireGuardForwarding {
  /** Seconds after which a session's keys are refused (REJECT_AFTER_TIME). */
  private static final int SESSION = 180;

  private static final int INITIATION = 148;
  private static final int PADDING = 16;
  private static final String KIND = "wireguard";

  private final LabState lab;

  WireGuardForwarding(LabState lab) {
    this.lab = lab;
  }

  /** A packet goes into the tunnel. */
  Step encapsulate(PathState at, String node, Tunnel.WireGuard tunnel, Neighbours.Probing probing) {
    String name = tunnel.interfaceName();
    SimulatedPacket packet = at.packet();
    Optional<Peer> peer = tunnel.peerFor(packet.destination());
    if (peer.isEmpty()) {
      return at.dropped(
          Cause.WIREGUARD_NO_PEER,
          node,
          name,
          "no peer of %s:%s has %s among its allowed IPs"
              .formatted(node, name, packet.destination()));
    }
    Optional<PeerEndpoint> heard =
        at.memory().heard(new NodeInterface(node, name), peer.get().publicKey());
    Optional<PeerEndpoint> endpoint = heard.or(peer.get()::endpoint);
    if (endpoint.isEmpty()) {
      return at.dropped(
          Cause.WIREGUARD_NO_ENDPOINT,
          node,
          name,
          "peer %s of %s:%s has no endpoint, and none was heard from it"
              .formatted(peer.get().shortKey(), node, name));
    }
    Session session =
        heard.isPresent()
            ? Session.THERE
            : session(at, node, tunnel, peer.get(), endpoint.get(), probing);
    return switch (session) {
      case Session.There _ -> seal(at, node, tunnel, peer.get(), endpoint.get());
      case Session.Handshake _ ->
          seal(
              at.noting(
                  "a handshake goes before it, and is the first to meet the rules shown here"),
              node,
              tunnel,
              peer.get(),
              endpoint.get());
      case Session.Impossible(String text, String evidence) ->
          at.ended(Ending.Outcome.DROPPED, Cause.WIREGUARD_NO_SESSION, node, name, text, evidence);
    };
  }

  private Step seal(
      PathState at, String node, Tunnel.WireGuard tunnel, Peer peer, PeerEndpoint endpoint) {
    int padded = (at.packet().length() + PADDING - 1) / PADDING * PADDING;
    WireGuardMessage.Data header =
        new WireGuardMessage.Data(0, padded + WireGuardMessage.Data.OVERHEAD, 0, 0);
    SimulatedPacket outer = datagram(node, tunnel, endpoint, header, at.packet());
    return new Step.Forwarded(
        at.recording(new Event.Encapsulation(told(tunnel.interfaceName(), peer, outer)))
            .as(outer)
            .at(new Position.Output(node)));
  }

  /** A datagram has come to the node that it is for. */
  Step decapsulate(PathState at, Position.Local here, Carried.Encrypted data) {
    String node = here.node();
    SimulatedPacket outer = at.packet();
    Optional<Tunnel.WireGuard> listening =
        lab.node(node).tunnels().stream()
            .filter(t -> t instanceof Tunnel.WireGuard)
            .map(t -> (Tunnel.WireGuard) t)
            .filter(t -> t.listenPort() == outer.destinationPort())
            .findFirst();
    if (listening.isEmpty()) {
      return at.ended(
          Ending.Outcome.REFUSED,
          Cause.NO_SOCKET,
          node,
          here.dev(),
          "no WireGuard tunnel of %s listens at port %d".formatted(node, outer.destinationPort()));
    }
    Tunnel.WireGuard tunnel = listening.get();
    String name = tunnel.interfaceName();
    if (tunnel.carrier() == Tunnel.Carrier.NOBODY) {
      return EncapForwarding.stopped(at, node, tunnel);
    }
    Optional<Peer> peer = tunnel.peer(data.sender());
    if (peer.isEmpty()) {
      return at.dropped(
          Cause.WIREGUARD_NO_PEER,
          node,
          name,
          "%s:%s has no peer of the sender's key %s"
              .formatted(node, name, shortened(data.sender())));
    }
    PathState heard =
        at.with(
            at.memory()
                .hearing(
                    new NodeInterface(node, name),
                    data.sender(),
                    outer.source(),
                    outer.sourcePort()));
    if (data.inner().isProbe()) {
      return heard.ended(
          Ending.Outcome.DELIVERED, Cause.ARRIVED, node, name, "the handshake's message arrives");
    }
    PathState inner =
        heard.recording(new Event.Decapsulation(told(name, peer.get(), outer))).as(data.inner());
    IpAddress source = data.inner().source();
    Optional<Peer> owner = tunnel.peerFor(source);
    if (owner.isEmpty() || !owner.get().publicKey().equals(data.sender())) {
      return inner.dropped(
          Cause.WIREGUARD_WRONG_SOURCE,
          node,
          name,
          "%s is not among the allowed IPs of peer %s, which sent it"
              .formatted(source, peer.get().shortKey()));
    }
    return new Step.Forwarded(
        inner
            .seen(node, name, Way.IN, Position.LinkHeader.NONE)
            .at(new Position.Input(node, name)));
  }

  /** Whether a packet can be sealed for a peer. */
  private sealed interface Session {
    Session THERE = new There();

    /** There are keys, or it does not matter: the packet will end where asking for them did. */
    record There() implements Session {}

    /** A handshake will make some. */
    record Handshake() implements Session {}

    /** There can be none. */
    record Impossible(String text, String evidence) implements Session {}
  }

  /** Sends a handshake there and its answer back, to see whether there can be a session. */
  private Session session(
      PathState at,
      String node,
      Tunnel.WireGuard tunnel,
      Peer peer,
      PeerEndpoint endpoint,
      Neighbours.Probing probing) {
    String name = tunnel.interfaceName();
    Step.Last asked =
        probing.apply(at.probe(new Position.Output(node), handshake(node, tunnel, endpoint)));
    Ending there = asked.ending();
    boolean arrived =
        there.outcome() == Ending.Outcome.DELIVERED || there.cause() == Cause.WIREGUARD_NO_PEER;
    if (!arrived) {
      return Session.THERE;
    }
    Tunnel.WireGuard far =
        (Tunnel.WireGuard) lab.node(there.node()).tunnel(there.interfaceName()).orElseThrow();
    Optional<String> mismatch = mismatch(node, tunnel, peer, there, far);
    if (mismatch.isPresent()) {
      return new Session.Impossible(
          "%s:%s and %s:%s cannot agree on a session"
              .formatted(node, name, there.node(), there.interfaceName()),
          mismatch.get());
    }
    long age = lab.now().getEpochSecond() - peer.lastHandshake();
    if (age < SESSION) {
      return Session.THERE;
    }
    PeerEndpoint back =
        asked
            .state()
            .memory()
            .heard(new NodeInterface(there.node(), there.interfaceName()), tunnel.publicKey())
            .orElseThrow();
    Ending here =
        probing
            .apply(
                asked
                    .state()
                    .probe(new Position.Output(there.node()), handshake(there.node(), far, back)))
            .ending();
    return here.outcome() == Ending.Outcome.DELIVERED
        ? new Session.Handshake()
        : new Session.Impossible(
            "the handshake's answer does not come back to %s:%s".formatted(node, name),
            "it ends at %s: %s".formatted(here.node(), here.text()));
  }

  private SimulatedPacket handshake(String node, Tunnel.WireGuard tunnel, PeerEndpoint endpoint) {
    return datagram(
        node,
        tunnel,
        endpoint,
        new WireGuardMessage.Data(0, INITIATION, 0, 0),
        SimulatedPacket.probe(IpAddress.v4(0), 0));
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

  private SimulatedPacket datagram(
      String node,
      Tunnel.WireGuard tunnel,
      PeerEndpoint endpoint,
      WireGuardMessage.Data header,
      SimulatedPacket inner) {
    Routing routing = IpForwarding.route(lab, node, endpoint.address(), tunnel.fwmark());
    IpAddress source = routing.source().orElse(IpAddress.unspecified(endpoint.address().version()));
    return SimulatedPacket.udp(
            source,
            tunnel.listenPort(),
            endpoint.address(),
            endpoint.port(),
            lab.node(node).settings().defaultTtl(),
            header.length(),
            new Carried.Encrypted(header, tunnel.publicKey(), inner))
        .withMark(tunnel.fwmark());
  }

  private static String shortened(String key) {
    return key.isEmpty() ? "none" : key.substring(0, Math.min(8, key.length())) + "…";
  }

  private static TunnelHeader told(String name, Peer peer, SimulatedPacket outer) {
    return new TunnelHeader(KIND, name, "peer " + peer.shortKey(), outer.from(), outer.to());
  }
}
