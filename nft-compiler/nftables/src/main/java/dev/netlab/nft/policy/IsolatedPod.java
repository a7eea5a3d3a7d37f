package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A pod that policies select.
 *
 * @param name as {@code NAMESPACE/NAME}, of what nftables takes in a chain's name
 * @param ingress who may connect to it; absent for everyone
 * @param egress to whom it may connect; absent for everyone
 */
public record IsolatedPod(
    String name,
    List<IpAddress> addresses,
    Optional<Isolation> ingress,
    Optional<Isolation> egress) {
  public IsolatedPod {
    addresses = List.copyOf(addresses);
  }
}
