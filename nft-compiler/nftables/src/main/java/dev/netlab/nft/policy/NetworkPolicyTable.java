package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import java.util.List;

/**
 * The pods whose connections a node filters when it forwards them, as Kubernetes' network policies
 * require. They are compiled to nftables tables with this name.
 *
 * @param pods the pods on this node
 * @param nodeAddresses the node's own addresses; policies never block traffic between them and the
 *     node's pods
 */
public record NetworkPolicyTable(
    String name, List<IsolatedPod> pods, List<IpAddress> nodeAddresses) {
  public NetworkPolicyTable {
    new Table(name, List.of()); // names follow the same grammar
    pods = List.copyOf(pods);
    nodeAddresses = List.copyOf(nodeAddresses);
  }
}
