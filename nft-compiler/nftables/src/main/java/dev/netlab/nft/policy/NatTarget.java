package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import java.util.Optional;

/**
 * The address, and optionally the port, that a translation sets.
 *
 * @param addresses one address or a pool
 * @param ports absent to keep the port if it is free
 */
public record NatTarget(AddressRange addresses, Optional<PortRange> ports) {

  /**
   * Reads {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code 10.0.0.1-10.0.0.9}, {@code [fd00::1]:80}.
   */
  public static NatTarget parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf("]:");
      if (end < 0) {
        throw new PolicyException("'" + text + "' is not a target; write [fd00::1]:80");
      }
      return new NatTarget(
          AddressRange.parse(text.substring(1, end)),
          Optional.of(PortRange.parse(text.substring(end + 2))));
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      return new NatTarget(AddressRange.parse(text), Optional.empty());
    }
    return new NatTarget(
        AddressRange.parse(text.substring(0, colon)),
        Optional.of(PortRange.parse(text.substring(colon + 1))));
  }

  /** One address, any port. */
  public static NatTarget of(IpAddress address) {
    return new NatTarget(new AddressRange(address, address), Optional.empty());
  }
}
