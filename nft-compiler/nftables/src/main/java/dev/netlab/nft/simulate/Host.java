package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.Prefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's rules ask of the rest of it.
 *
 * @param addresses of each interface, the first of a family masquerades
 * @param routes the longest prefix wins, of equal ones the first
 */
public record Host(Map<String, List<IpAddress>> addresses, List<Route> routes) {
  /** Where packets for a prefix leave. */
  public record Route(Prefix to, String out) {}

  public Host {
    addresses = Map.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  boolean isLocal(IpAddress address) {
    return addresses.values().stream().flatMap(Collection::stream).anyMatch(address::equals)
        || Prefix.parse("127.0.0.0/8").contains(address)
        || Prefix.parse("::1").contains(address);
  }

  AddressType type(IpAddress address) {
    if (Prefix.parse("224.0.0.0/4").contains(address)
        || Prefix.parse("ff00::/8").contains(address)) {
      return AddressType.MULTICAST;
    }
    if (address.equals(IpAddress.parse("255.255.255.255"))) {
      return AddressType.BROADCAST;
    }
    return isLocal(address) ? AddressType.LOCAL : AddressType.UNICAST;
  }

  /** The interface out, absent without a route. */
  Optional<String> route(IpAddress destination) {
    return routes.stream()
        .filter(route -> route.to().contains(destination))
        .max(Comparator.comparingInt(route -> route.to().length()))
        .map(Route::out);
  }

  IpAddress masqueradeAs(String out, IpVersion family) {
    return addresses.getOrDefault(out, List.of()).stream()
        .filter(address -> address.version() == family)
        .findFirst()
        .orElseThrow(
            () ->
                new PolicyException(
                    "out", "'" + out + "' has no " + family + " address to masquerade with"));
  }
}
