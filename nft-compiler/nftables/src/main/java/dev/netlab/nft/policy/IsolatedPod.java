package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A pod that policies select.
 *
 * @param name {@code NAMESPACE/NAME}, in characters that nftables allows in a chain's name
 * @param ingress who may connect to the pod; absent for everyone
 * @param egress where the pod may connect to; absent for everywhere
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
