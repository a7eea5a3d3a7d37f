package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.PrefixText;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The properties of a node, outside its rules, that the rules depend on.
 *
 * @param addresses the addresses of each interface; the first of a family is used to masquerade
 */
public record Host(Map<String, List<IpAddress>> addresses) {
  public Host {
    addresses = Map.copyOf(addresses);
  }

  boolean isLocal(IpAddress address) {
    return addresses.values().stream().flatMap(Collection::stream).anyMatch(address::equals)
        || PrefixText.parse("127.0.0.0/8").contains(address)
        || PrefixText.parse("::1").contains(address);
  }

  AddressType type(IpAddress address) {
    if (PrefixText.parse("224.0.0.0/4").contains(address)
        || PrefixText.parse("ff00::/8").contains(address)) {
      return AddressType.MULTICAST;
    }
    if (address.equals(IpAddress.parse("255.255.255.255"))) {
      return AddressType.BROADCAST;
    }
    return isLocal(address) ? AddressType.LOCAL : AddressType.UNICAST;
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
