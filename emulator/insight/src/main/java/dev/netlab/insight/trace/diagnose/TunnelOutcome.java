package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Vxlan;
import dev.netlab.packet.WireGuardMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a tunnel's device did not send what it was given, or did not open what came. */
final class TunnelOutcome {
  private final LabState state;
  private final DeviceReports devices;
  private final NftTraceIndex traces;
  private final ForwardingDrop forwarding;

  TunnelOutcome(
      LabState state, DeviceReports devices, NftTraceIndex traces, ForwardingDrop forwarding) {
    this.state = state;
    this.devices = devices;
    this.traces = traces;
    this.forwarding = forwarding;
  }

  /** A packet went into a device that reports that it did not send it, and why. */
  Optional<Ending> notSentBecause(Sighting last) {
    return devices.notSent(last).map(report -> ending(last, withState(last, report), Proof.PROVEN));
  }

  /** A packet went into a device that has no wire. */
  Ending notSent(Sighting last) {
    Optional<Tunnel> tunnel = state.node(last.node()).tunnel(last.interfaceName());
    String place = last.node() + ":" + last.interfaceName();
    return tunnel
        .flatMap(t -> notServed(last, t))
        .or(() -> tunnel.flatMap(t -> outerDropped(last, t)))
        .orElseGet(
            () ->
                ending(
                    last,
                    new DeviceReports.Report(
                        Cause.UNKNOWN, "it went into " + place + " and nothing left", List.of()),
                    Proof.INFERRED));
  }

  /** A datagram with a packet in it came to the node that should decapsulate it. */
  Ending notOpened(Sighting last) {
    Optional<DeviceReports.Report> reported = devices.notOpened(last);
    if (reported.isPresent()) {
      return ending(last, withState(last, reported.get()), Proof.PROVEN);
    }
    return ending(last, inferred(last), Proof.INFERRED);
  }

  /** What the node has, where the packet did not fit to it. */
  private DeviceReports.Report withState(Sighting last, DeviceReports.Report report) {
    List<Tunnel> tunnels = state.node(last.node()).tunnels();
    List<String> evidence = new ArrayList<>(report.evidence());
    if (report.cause() == Cause.NO_TUNNEL) {
      tunnels.stream().map(TunnelOutcome::describe).forEach(evidence::add);
    }
    if (report.cause() == Cause.WIREGUARD_NO_PEER
        || report.cause() == Cause.WIREGUARD_WRONG_SOURCE) {
      tunnels.stream().flatMap(TunnelOutcome::peers).forEach(evidence::add);
    }
    return new DeviceReports.Report(report.cause(), report.text(), evidence);
  }

  private static Stream<String> peers(Tunnel tunnel) {
    return tunnel instanceof Tunnel.WireGuard wireguard
        ? wireguard.peers().stream()
            .map(
                peer ->
                    "%s has a peer %s with allowed IPs %s"
                        .formatted(
                            wireguard.interfaceName(),
                            peer.shortKey(),
                            peer.allowedIps().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))))
        : Stream.empty();
  }

  private DeviceReports.Report inferred(Sighting last) {
    NodeSnapshot node = state.node(last.node());
    EncapLevel header = last.outer().get(Math.min(1, last.depth() - 1));
    Optional<IpAddress> from = FlowKey.of(last.outermost()).map(FlowKey::source);
    Optional<Geneve> geneve = header.find(Geneve.class);
    Optional<Vxlan> vxlan = header.find(Vxlan.class);
    Optional<Tunnel> takes =
        node.tunnels().stream()
            .filter(
                tunnel ->
                    switch (tunnel) {
                      case Tunnel.Geneve t ->
                          geneve.map(g -> g.id() == t.id()).orElse(false)
                              && from.map(t.remote()::equals).orElse(true);
                      case Tunnel.Vxlan t -> vxlan.map(v -> v.id() == t.id()).orElse(false);
                      case Tunnel.WireGuard _ -> header.find(WireGuardMessage.class).isPresent();
                    })
            .findFirst();
    if (takes.isEmpty()) {
      String id =
          geneve
              .map(g -> "GENEVE id " + g.id())
              .or(() -> vxlan.map(v -> "VXLAN id " + v.id()))
              .orElse("it");
      return new DeviceReports.Report(
          Cause.NO_TUNNEL,
          "%s has no tunnel that takes %s from %s"
              .formatted(last.node(), id, from.map(IpAddress::toString).orElse("there")),
          node.tunnels().stream().map(TunnelOutcome::describe).toList());
    }
    String place = last.node() + ":" + takes.get().interfaceName();
    return takes.get().carrier() == Tunnel.Carrier.NOBODY
        ? new DeviceReports.Report(
            Cause.AGENT_STOPPED, place + " is not served: the lab's agent has ended", List.of())
        : new DeviceReports.Report(
            Cause.UNKNOWN, place + " should have opened it and did not", List.of());
  }

  private static String describe(Tunnel tunnel) {
    return switch (tunnel) {
      case Tunnel.Geneve t ->
          "it has %s, GENEVE id %d from %s".formatted(t.interfaceName(), t.id(), t.remote());
      case Tunnel.Vxlan t -> "it has %s, VXLAN id %d".formatted(t.interfaceName(), t.id());
      case Tunnel.WireGuard t ->
          "it has %s, WireGuard at port %d".formatted(t.interfaceName(), t.listenPort());
    };
  }

  private static Optional<Ending> notServed(Sighting last, Tunnel tunnel) {
    return tunnel.carrier() == Tunnel.Carrier.NOBODY
        ? Optional.of(
            ending(
                last,
                new DeviceReports.Report(
                    Cause.AGENT_STOPPED,
                    last.node()
                        + ":"
                        + last.interfaceName()
                        + " is not served: the lab's agent has ended",
                    List.of()),
                Proof.INFERRED))
        : Optional.empty();
  }

  private static Ending ending(Sighting last, DeviceReports.Report report, Proof proof) {
    return new Ending(
        Outcome.DROPPED,
        report.cause(),
        proof,
        last.node(),
        last.interfaceName(),
        report.text(),
        report.evidence());
  }

  /** Why the datagram that the device made of a packet was seen nowhere; empty if unknown. */
  private Optional<Ending> outerDropped(Sighting last, Tunnel tunnel) {
    return remote(last, tunnel).flatMap(remote -> outerDropped(last, tunnel, remote));
  }

  private static Optional<IpAddress> remote(Sighting last, Tunnel tunnel) {
    return switch (tunnel) {
      case Tunnel.Geneve geneve -> Optional.of(geneve.remote());
      case Tunnel.Vxlan vxlan -> vxlan.remote();
      case Tunnel.WireGuard wireguard ->
          last.outermost()
              .find(Ip.class)
              .flatMap(ip -> wireguard.peerFor(ip.destination()))
              .flatMap(Tunnel.Peer::endpoint)
              .map(Tunnel.PeerEndpoint::address);
    };
  }

  private Optional<Ending> outerDropped(Sighting last, Tunnel tunnel, IpAddress remote) {
    for (List<ChainTraversal> unseen : traces.unseen(last.node())) {
      Optional<FlowKey> ends = unseen.getFirst().flow();
      boolean outer =
          ends.map(e -> e.protocol() == IpProtocol.UDP && e.destination().equals(remote))
              .orElse(false);
      if (outer && unseen.stream().anyMatch(walk -> walk.drop().isPresent())) {
        return new RuleEvents(state.node(last.node())).drop(last.interfaceName(), unseen);
      }
    }
    int mark = tunnel instanceof Tunnel.WireGuard wireguard ? wireguard.fwmark() : 0;
    return forwarding.toRemote(last, remote, mark);
  }
}
