package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/** The kind of a link's device, and the settings specific to it (IFLA_LINKINFO of if_link.h). */
public sealed interface LinkKind
    permits Bridge,
        Geneve,
        Vxlan,
        LinkKind.Dummy,
        LinkKind.Ifb,
        LinkKind.Unknown,
        LinkKind.Veth,
        LinkKind.Vlan,
        LinkKind.WireGuard {
  /**
   * The kernel's name for the kind, such as {@code veth}; empty for a device without a kind
   * (loopback).
   */
  String kind();

  /**
   * One end of a veth pair.
   *
   * @param peer the other end, required to create the pair; null if the link was read: the kernel
   *     reports only the other end's index and namespace ({@link Link#parent})
   */
  record Veth(@Nullable Peer peer) implements LinkKind {
    /** A pair whose other end is in the same namespace. */
    public static Veth to(LinkSettings peer) {
      return new Veth(new Peer(peer, null));
    }

    /** A pair whose other end is created directly in another namespace. */
    public static Veth to(LinkSettings peer, Namespace namespace) {
      return new Veth(new Peer(peer, namespace));
    }

    @Override
    public String kind() {
      return "veth";
    }
  }

  /**
   * The far end of a veth pair that is to be created.
   *
   * @param settings for a peer in another namespace only name, index, MAC address, MTU and group.
   *     All others, including its state, can only be set in that namespace
   */
  record Peer(LinkSettings settings, @Nullable Namespace namespace) {}

  /** An intermediate functional block, used for queueing on ingress. */
  record Ifb() implements LinkKind {
    @Override
    public String kind() {
      return "ifb";
    }
  }

  /** A device that discards everything. */
  record Dummy() implements LinkKind {
    @Override
    public String kind() {
      return "dummy";
    }
  }

  /** The kernel's WireGuard device, which is configured over generic netlink. */
  record WireGuard() implements LinkKind {
    @Override
    public String kind() {
      return "wireguard";
    }
  }

  /**
   * An 802.1Q VLAN on top of another device.
   *
   * @param id 1 to 4094
   */
  record Vlan(String device, int id) implements LinkKind {
    private static final int IFLA_VLAN_ID = 1;

    @Override
    public String kind() {
      return "vlan";
    }
  }

  /** A kind that netlab does not know, with the bytes of its settings. */
  record Unknown(String kind, Attributes data) implements LinkKind {}

  /** Writes the content of IFLA_LINKINFO: kind and data. */
  static void write(LinkKind kind, MessageWriter info, Interfaces interfaces) {
    info.string(Link.IFLA_INFO_KIND, kind.kind());
    switch (kind) {
      case Veth(Peer peer) -> {
        if (peer == null) {
          throw new IllegalArgumentException("a veth pair cannot be made without its other end");
        }
        info.nest(Link.IFLA_INFO_DATA, data -> LinkRequests.writePeer(data, peer));
      }
      case Bridge bridge -> info.nest(Link.IFLA_INFO_DATA, bridge::write);
      case Vxlan vxlan -> info.nest(Link.IFLA_INFO_DATA, data -> vxlan.write(data, interfaces));
      case Geneve geneve -> info.nest(Link.IFLA_INFO_DATA, geneve::write);
      case Vlan vlan ->
          info.nest(Link.IFLA_INFO_DATA, data -> data.u16(Vlan.IFLA_VLAN_ID, vlan.id()));
      case Unknown unknown ->
          info.nest(
              Link.IFLA_INFO_DATA,
              data -> {
                for (Attribute attribute : unknown.data().all()) {
                  data.bytes(attribute.type() | attribute.flags(), attribute.bytes());
                }
              });
      case Ifb _, Dummy _, WireGuard _ -> {}
    }
  }

  /**
   * Reads IFLA_LINKINFO.
   *
   * @param parent the name of IFLA_LINK's device
   */
  static LinkKind read(Attributes info, String parent, Interfaces interfaces) {
    Attributes data = info.nest(Link.IFLA_INFO_DATA);
    String kind = info.string(Link.IFLA_INFO_KIND, "");
    return switch (kind) {
      case "veth" -> new Veth(null);
      case "bridge" -> Bridge.read(data);
      case "vxlan" -> Vxlan.read(data, interfaces);
      case "geneve" -> Geneve.read(data);
      case "wireguard" -> new WireGuard();
      case "vlan" -> new Vlan(parent, data.u16(Vlan.IFLA_VLAN_ID, 0));
      case "ifb" -> new Ifb();
      case "dummy" -> new Dummy();
      default -> new Unknown(kind, data);
    };
  }
}
