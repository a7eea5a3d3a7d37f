package dev.netlab.lab.graph;

import dev.netlab.lab.Attachment;
import java.util.Locale;

/** The kind of an interface. */
public enum PortKind {
  VETH,
  BRIDGE,
  VXLAN,
  GENEVE,
  WIREGUARD,
  TAP,
  DUMMY;

  static PortKind of(Attachment attachment) {
    return switch (attachment) {
      case Attachment.NetworkPort _ -> VETH;
      case Attachment.VethPeer _ -> VETH;
      case Attachment.VethEnd _ -> VETH;
      case Attachment.BridgeDevice _ -> BRIDGE;
      case Attachment.Vxlan _ -> VXLAN;
      case Attachment.Geneve _ -> GENEVE;
      case Attachment.WireGuard _ -> WIREGUARD;
      case Attachment.Tap _ -> TAP;
      case Attachment.Dummy _ -> DUMMY;
    };
  }

  /** The name as its RFC or its authors write it. */
  public String title() {
    return switch (this) {
      case VETH -> "veth";
      case BRIDGE -> "bridge";
      case VXLAN -> "VXLAN";
      case GENEVE -> "GENEVE";
      case WIREGUARD -> "WireGuard";
      case TAP -> "TAP";
      case DUMMY -> "dummy";
    };
  }

  /** The name in {@code ip -d link}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
