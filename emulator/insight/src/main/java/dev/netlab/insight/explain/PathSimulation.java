package dev.netlab.insight.explain;

import dev.netlab.insight.explain.SimulatedPacket.Carried;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * A packet's way, step by step: {@link #next} says which layer takes the packet where it is, and
 * each layer says where it is then. On the way through a node that is
 *
 * <pre>{@code
 * Output or Input   IpForwarding         rules of the hooks, route, TTL and MTU
 * NextHop           L2Forwarding         the next hop's link-layer address
 * Egress            L2Forwarding         over a wire, or a bridge's ports
 * IntoTunnel        EncapForwarding,     the packet is in another now, which its node sends:
 *                   WireGuardForwarding  Output again
 * Ingress           L2Forwarding         into the next interface: Input there
 * Local             LocalDelivery        a program; of a tunnel's packet the tunnel, whose
 *                                        interface the inner packet comes in by: Ingress again
 * }</pre>
 */
final class PathSimulation {
  private final IpForwarding ip;
  private final L2Forwarding l2;
  private final EncapForwarding encap;
  private final WireGuardForwarding wireGuard;
  private final LocalDelivery local;

  PathSimulation(LabState lab) {
    this.ip = new IpForwarding(lab);
    this.encap = new EncapForwarding(lab);
    this.l2 = new L2Forwarding(lab, new Neighbours(lab, encap));
    this.wireGuard = new WireGuardForwarding(lab);
    this.local = new LocalDelivery(lab);
  }

  /** From a place on the way to its end. */
  Step.Last follow(PathState start) {
    PathState at = start;
    while (true) {
      switch (next(at)) {
        case Step.Forwarded forwarded -> at = forwarded.next();
        case Step.Copied copied -> {
          return follow(copied);
        }
        case Step.Last last -> {
          return last;
        }
      }
    }
  }

  private Step.Last follow(Step.Copied copied) {
    List<Ending> endings = new ArrayList<>();
    for (PathState copy : copied.copies()) {
      Step.Last last = follow(copy);
      if (copied.counts().test(last.ending())) {
        return last;
      }
      endings.add(last.ending());
    }
    return copied.otherwise().apply(endings);
  }

  /** What becomes of the packet where it is. */
  private Step next(PathState at) {
    return switch (at.position()) {
      case Position.Output output -> ip.send(at, output.node());
      case Position.NextHop hop -> l2.transmit(at, hop, this::follow);
      case Position.Egress egress -> l2.out(at, egress);
      case Position.IntoTunnel(String node, Tunnel.WireGuard tunnel, _) ->
          wireGuard.encapsulate(at, node, tunnel, this::follow);
      case Position.IntoTunnel into -> encap.encapsulate(at, into);
      case Position.Ingress ingress -> l2.in(at, ingress);
      case Position.Input input -> ip.receive(at, input);
      case Position.Local here ->
          switch (at.packet().carried().orElse(null)) {
            case null -> local.deliver(at, here);
            case Carried.InFrame frame -> encap.decapsulate(at, here, frame);
            case Carried.Encrypted data -> wireGuard.decapsulate(at, here, data);
          };
    };
  }
}
