package dev.netlab.lab.plan;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.BridgePort;
import dev.netlab.netlink.rtnetlink.DontFragment;
import dev.netlab.netlink.rtnetlink.Geneve;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.LinkSettings.AddressGeneration;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Vxlan;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats interfaces as arguments of {@code ip link} and {@code bridge link}, without the program.
 */
final class ShellLinks {
  private ShellLinks() {}

  /** The arguments after {@code ip link add}. */
  static String add(LinkSettings settings, String kind) {
    return "name %s%s%s type %s"
        .formatted(ShellQuote.of(settings.name()), index(settings), early(settings), kind);
  }

  /** The arguments after {@code ip link set dev}, for what is not set when the link is created. */
  static List<String> set(LinkSettings settings) {
    List<String> words = new ArrayList<>();
    append(words, "alias", settings.alias());
    String master = settings.master();
    if (master != null) {
      words.addAll(master.isEmpty() ? List.of("nomaster") : List.of("master", master));
    }
    if (settings.group() >= 0) {
      words.addAll(List.of("group", Integer.toString(settings.group())));
    }
    AddressGeneration generation = settings.addressGeneration();
    if (generation != null) {
      words.addAll(List.of("addrgenmode", word(generation)));
    }
    State state = settings.state();
    if (state != null) {
      words.add(state == State.UP ? "up" : "down");
    }
    return words.isEmpty()
        ? List.of()
        : List.of(ShellQuote.of(settings.name()) + " " + ShellQuote.words(words));
  }

  private static void append(List<String> words, String key, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(key, value));
    }
  }

  private static String word(AddressGeneration generation) {
    return switch (generation) {
      case EUI64 -> "eui64";
      case NONE -> "none";
      case STABLE_PRIVACY -> "stable_secret";
      case RANDOM -> "random";
    };
  }

  /** The hardware address and MTU, as {@code ip link add} and {@code set} take them. */
  static String early(LinkSettings settings) {
    return (settings.mac() == null ? "" : " address " + settings.mac())
        + (settings.mtu() == 0 ? "" : " mtu " + settings.mtu());
  }

  static String veth(LinkSettings peer, String peerNamespace) {
    return "veth peer name %s%s%s netns %s"
        .formatted(ShellQuote.of(peer.name()), index(peer), early(peer), peerNamespace);
  }

  private static String index(LinkSettings settings) {
    return settings.index() == 0 ? "" : " index " + settings.index();
  }

  /**
   * Optional kernel features are mentioned only if they are wanted: kernels without them reject
   * even {@code 0}.
   */
  static String bridge(Bridge bridge) {
    return "bridge stp_state %d%s mcast_snooping %d ageing_time %d%s%s"
        .formatted(
            bridge.stp() ? 1 : 0,
            bridge.vlanFiltering() ? " vlan_filtering 1" : "",
            bridge.multicastSnooping() ? 1 : 0,
            bridge.ageing().toMillis() / 10,
            bridge.forwardDelay().equals(Bridge.DEFAULT.forwardDelay())
                ? ""
                : " forward_delay " + bridge.forwardDelay().toMillis() / 10,
            bridge.nfCallIptables() ? " nf_call_iptables 1" : "");
  }

  /** The arguments after {@code bridge link set dev}. */
  static String port(String device, BridgePort port) {
    return "%s learning %s flood %s mcast_flood %s bcast_flood %s hairpin %s isolated %s neigh_suppress %s"
        .formatted(
            ShellQuote.of(device),
            onOff(port.learning()),
            onOff(port.flood()),
            onOff(port.multicastFlood()),
            onOff(port.broadcastFlood()),
            onOff(port.hairpin()),
            onOff(port.isolated()),
            onOff(port.neighbourSuppression()));
  }

  static String kind(LinkKind kind) {
    return switch (kind) {
      case Vxlan vxlan -> vxlan(vxlan);
      case Geneve geneve -> geneve(geneve);
      case Bridge bridge -> bridge(bridge);
      case LinkKind.Vlan vlan -> "vlan id " + vlan.id();
      case LinkKind.Veth _,
          LinkKind.Ifb _,
          LinkKind.Dummy _,
          LinkKind.WireGuard _,
          LinkKind.Unknown _ ->
          kind.kind();
    };
  }

  private static String vxlan(Vxlan vxlan) {
    InetAddress local = vxlan.local();
    InetAddress remote = vxlan.remote();
    boolean six = local instanceof Inet6Address || remote instanceof Inet6Address;
    return "vxlan id %d%s%s%s dstport %d%s %slearning %s%s"
        .formatted(
            vxlan.id(),
            local == null ? "" : " local " + IpAddress.of(local),
            remote == null ? "" : vxlanRemote(remote),
            vxlan.device().isEmpty() ? "" : " dev " + ShellQuote.of(vxlan.device()),
            vxlan.port(),
            vxlan.ttl() == 0 ? "" : " ttl " + vxlan.ttl(),
            vxlan.learning() ? "" : "no",
            checksum(vxlan.udpChecksum(), six),
            df(vxlan.df()));
  }

  private static String geneve(Geneve geneve) {
    return "geneve id %d remote %s dstport %d%s%s %s%s"
        .formatted(
            geneve.id(),
            IpAddress.of(geneve.remote()),
            geneve.port(),
            geneve.ttl() == 0 ? "" : " ttl " + geneve.ttl(),
            tos(geneve.tos()),
            checksum(geneve.udpChecksum(), geneve.remote() instanceof Inet6Address),
            df(geneve.df()));
  }

  /** A multicast group needs a different keyword from a unicast address. */
  private static String vxlanRemote(InetAddress remote) {
    return (remote.isMulticastAddress() ? " group " : " remote ") + IpAddress.of(remote);
  }

  private static String tos(int tos) {
    return tos == 0 ? "" : tos == 1 ? " tos inherit" : " tos 0x%x".formatted(tos);
  }

  /** The argument that both {@code ip link} and {@code netlab geneve} take. */
  static String checksum(boolean wanted, boolean ipv6) {
    if (ipv6) {
      return wanted ? "noudp6zerocsumtx noudp6zerocsumrx" : "udp6zerocsumtx udp6zerocsumrx";
    }
    return wanted ? "udpcsum" : "noudpcsum";
  }

  static String df(DontFragment df) {
    return df == DontFragment.UNSET ? "" : " df " + df.name().toLowerCase(Locale.ROOT);
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
