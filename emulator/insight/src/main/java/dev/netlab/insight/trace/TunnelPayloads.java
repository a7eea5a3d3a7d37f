package dev.netlab.insight.trace;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.trace.correlate.TunnelPayload;
import dev.netlab.insight.trace.correlate.WireGuardSizeMatcher;
import dev.netlab.insight.trace.diagnose.TraceInput;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.protocol.PacketEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What WireGuard's datagrams carried. */
final class TunnelPayloads {
  private TunnelPayloads() {}

  /** As the agent's devices report it; of the kernel's devices by the sizes of packets. */
  static List<TunnelPayload> of(TraceInput input, LabState state) {
    List<TunnelPayload> payloads = new ArrayList<>();
    for (DeviceEvent event : input.recording().devices()) {
      if (event instanceof DeviceEvent.WireGuard(_, _, _, PacketEvent observation)) {
        switch (observation) {
          case PacketEvent.Sealed(PacketPrefix inner, var transport) ->
              payloads.add(payload(inner, transport, input.ports()));
          case PacketEvent.Opened(PacketPrefix inner, var transport) ->
              payloads.add(payload(inner, transport, input.ports()));
          case PacketEvent.NotDelivered(PacketPrefix inner, _, var transport) ->
              payloads.add(payload(inner, transport, input.ports()));
          default -> {}
        }
      }
    }
    payloads.addAll(
        WireGuardSizeMatcher.of(
            input.recording().recording().frames(), frame -> isKernelWireGuard(frame, state)));
    return payloads;
  }

  private static TunnelPayload payload(
      PacketPrefix inner, PacketEvent.Transport transport, TunnelPorts ports) {
    return new TunnelPayload(
        Integer.toUnsignedLong(transport.receiver()),
        transport.counter(),
        Packet.decode(LinkType.RAW_IP, ByteBuffer.wrap(inner.bytes()), inner.length(), ports));
  }

  private static boolean isKernelWireGuard(CapturedFrame frame, LabState state) {
    return frame.link() == LinkType.RAW_IP
        && state
            .node(frame.node())
            .tunnel(frame.interfaceName())
            .map(t -> t instanceof Tunnel.WireGuard && t.carrier() == Tunnel.Carrier.KERNEL)
            .orElse(false);
  }
}
