package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.packet.Ip;
import java.util.List;
import java.util.Optional;

/** Why the datagram that a tunnel's device made of a packet was seen nowhere. */
final class OuterEnd {
  private final LabState state;
  private final NftTraceIndex walks;
  private final ForwardingDrop forwarding;

  OuterEnd(LabState state, NftTraceIndex walks, ForwardingDrop forwarding) {
    this.state = state;
    this.walks = walks;
    this.forwarding = forwarding;
  }

  /** Empty where nothing is in its way. */
  Optional<Ending> of(Sighting last, Tunnel tunnel) {
    return remote(last, tunnel).flatMap(remote -> of(last, tunnel, remote));
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

  private Optional<Ending> of(Sighting last, Tunnel tunnel, IpAddress remote) {
    for (List<ChainTraversal> unseen : walks.unseen(last.node())) {
      Optional<FlowKey> ends = unseen.getFirst().flow();
      boolean outer =
          ends.map(e -> e.protocol() == IpProtocol.UDP && e.destination().equals(remote))
              .orElse(false);
      if (outer && unseen.stream().anyMatch(walk -> walk.drop().isPresent())) {
        return RuleDrop.of(state.node(last.node()), last.interfaceName(), unseen);
      }
    }
    int mark = tunnel instanceof Tunnel.WireGuard wireguard ? wireguard.fwmark() : 0;
    return forwarding.blocked(last, remote, mark);
  }
}
