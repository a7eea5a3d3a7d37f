package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds IPv6 addresses, routes and neighbours of interfaces on which the kernel does not run IPv6,
 * either because their MTU is too small for it (RFC 8200 section 5) or because a sysctl disables
 * it.
 */
final class Ipv6Checks {
  /** IPV6_MIN_MTU (linux/ipv6.h). */
  private static final int LEAST_MTU = 1280;

  private static final int ETHERNET_MTU = 1500;

  private final Node node;
  private final Map<String, OptionalInt> networks;

  /**
   * @param networks the MTU of each network, by the network's name
   */
  Ipv6Checks(Node node, Map<String, OptionalInt> networks) {
    this.node = node;
    this.networks = networks;
  }

  void check(Problems problems) {
    for (Interface i : node.interfaces()) {
      for (Written<Address> written : i.addresses()) {
        check(written.value().local(), i.name(), written.at(), problems);
      }
    }
    for (String sysctl : node.sysctls().keySet()) {
      node.interfaces().stream()
          .filter(i -> sysctl.matches("net\\.ipv6\\.[^.]+\\." + Pattern.quote(part(i)) + "\\..*"))
          .flatMap(i -> tooSmall(i).stream())
          .forEach(
              why -> problems.add(node.at(), "there is no sysctl %s: %s".formatted(sysctl, why)));
    }
    for (Written<Neighbour> written : node.neighbours()) {
      Neighbour neighbour = written.value();
      if (!neighbour.proxy()) {
        check(neighbour.address(), neighbour.dev(), written.at(), problems);
      }
    }
    for (Written<Route> written : node.routes()) {
      Route route = written.value();
      for (NextHop hop : route.hops()) {
        check(route.destination().address(), hop.dev(), written.at(), problems);
      }
    }
  }

  private void check(InetAddress address, String dev, Location at, Problems problems) {
    if (address instanceof Inet6Address) {
      node.interfaceNamed(dev)
          .flatMap(this::without)
          .ifPresent(why -> problems.add(at, "'%s' has no IPv6: %s".formatted(dev, why)));
    }
  }

  private Optional<String> without(Interface i) {
    return tooSmall(i)
        .or(
            () ->
                switchedOff(i)
                    .map("%s switches it off; remove that, or what is IPv6 here"::formatted));
  }

  private Optional<String> tooSmall(Interface i) {
    int mtu = mtu(i);
    if (mtu >= LEAST_MTU) {
      return Optional.empty();
    }
    String whose =
        ports(i).findAny().isPresent() ? "the least MTU of the ports of '%s'" : "the MTU of '%s'";
    return Optional.of(
        "%s is %d, and IPv6 needs %d; write a greater mtu:"
            .formatted(whose.formatted(i.name()), mtu, LEAST_MTU));
  }

  /** An interface's name as it appears in sysctl names. */
  private static String part(Interface i) {
    return i.name().replace('.', '/');
  }

  /**
   * The sysctl that disables IPv6. {@code all} is copied to the default, too, before links exist.
   */
  private Optional<String> switchedOff(Interface i) {
    String own = "net.ipv6.conf." + part(i) + ".disable_ipv6";
    String value = node.sysctls().get(own);
    if (value != null) {
      return value.equals("0") ? Optional.empty() : Optional.of(own);
    }
    Optional<String> off = Optional.empty();
    for (Map.Entry<String, String> sysctl : node.sysctls().entrySet()) {
      if (sysctl.getKey().matches("net\\.ipv6\\.conf\\.(all|default)\\.disable_ipv6")) {
        off = sysctl.getValue().equals("0") ? Optional.empty() : Optional.of(sysctl.getKey());
      }
    }
    return off;
  }

  private int mtu(Interface i) {
    return switch (i.attachment()) {
      // A bridge takes the smallest MTU of its ports (br_mtu_auto_adjust).
      case Attachment.BridgeDevice _ ->
          ports(i).mapToInt(this::mtu).min().orElse(i.mtu().orElse(ETHERNET_MTU));
      case Attachment.NetworkPort(String network) ->
          i.mtu().orElse(networks.getOrDefault(network, OptionalInt.empty()).orElse(ETHERNET_MTU));
      // Without mtu: the default of each of these is large enough for IPv6.
      case Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.Vxlan _,
          Attachment.Geneve _,
          Attachment.WireGuard _,
          Attachment.Tap _,
          Attachment.Dummy _ ->
          i.mtu().orElse(ETHERNET_MTU);
    };
  }

  private Stream<Interface> ports(Interface bridge) {
    return node.interfaces().stream()
        .filter(port -> port.master().equals(Optional.of(bridge.name())));
  }
}
