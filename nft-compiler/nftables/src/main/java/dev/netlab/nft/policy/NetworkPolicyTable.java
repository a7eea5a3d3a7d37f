package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import java.util.List;

/**
 * Pods whose connections a node lets pass or not when it forwards them, as Kubernetes' network
 * policies ask; nftables tables of this name.
 *
 * @param pods those of this node
 * @param nodeAddresses the node's own, which a policy never keeps from its pods, nor its pods from
 *     them
 */
public record NetworkPolicyTable(
    String name, List<IsolatedPod> pods, List<IpAddress> nodeAddresses) {
  public NetworkPolicyTable {
    new Table(name, List.of()); // names follow the same grammar
    pods = List.copyOf(pods);
    nodeAddresses = List.copyOf(nodeAddresses);
  }
}
