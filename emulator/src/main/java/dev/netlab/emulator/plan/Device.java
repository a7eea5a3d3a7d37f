package dev.netlab.emulator.plan;

import dev.netlab.emulator.lab.Attachment;
import dev.netlab.emulator.lab.BridgePort;
import java.util.Optional;

/** What kind of interface a step makes. */
public sealed interface Device {
  /** A veth pair; both ends are made at once. */
  record Veth(String peerNode, String peerName, LinkSettings peer) implements Device {}

  record Bridge(Attachment.BridgeDevice bridge) implements Device {}

  record Vxlan(Attachment.Vxlan vxlan) implements Device {}

  /** The kernel's GENEVE device. */
  record Geneve(Attachment.Geneve geneve) implements Device {}

  /** The kernel's WireGuard device. */
  record WireGuard() implements Device {}

  /** A persistent TAP that a userspace tunnel attaches to; it outlives that process. */
  record Tap() implements Device {}

  /** A persistent TUN that a userspace tunnel attaches to; it outlives that process. */
  record Tun() implements Device {}

  record Dummy() implements Device {}

  /** A bridge of the same namespace, and how the interface is a port of it. */
  record Master(String bridge, Optional<BridgePort> port) {}
}
