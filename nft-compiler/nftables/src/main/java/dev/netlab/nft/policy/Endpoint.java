package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.PolicyException;

/**
 * One backend of a service's port.
 *
 * @param port 1 to 65535
 * @param weight the number of connections it gets in proportion to the others, 1 to 1000
 */
public record Endpoint(IpAddress address, int port, int weight, Place place) {
  /** Where a backend runs. */
  public enum Place {
    /** On the node that the rules are for. */
    HERE,
    /** On another node. */
    ELSEWHERE
  }

  public Endpoint {
    if (port < 1 || port > 65535) {
      throw new PolicyException("endpoints", "port " + port + " is not in 1 to 65535");
    }
    if (weight < 1 || weight > 1000) {
      throw new PolicyException("endpoints", "weight " + weight + " is not in 1 to 1000");
    }
  }

  /** A backend that gets as many connections as the others. */
  public static Endpoint of(String address, int port, Place place) {
    return new Endpoint(IpAddress.parse(address), port, 1, place);
  }
}
