package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;

/**
 * A range of ports of one protocol.
 *
 * @param protocol a protocol that has ports
 */
public record ProtocolPorts(Protocol protocol, PortRange ports) {
  public ProtocolPorts {
    if (!protocol.hasPorts()) {
      throw new PolicyException("ports", protocol + " has no ports");
    }
  }
}
