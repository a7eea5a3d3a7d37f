package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftSet.Content;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps in which a table's services are found: one lookup per packet, regardless of the number
 * of services.
 */
final class ServiceMaps {
  static final String SERVICE_IPS = "service-ips";
  static final String NODE_PORTS = "service-nodeports";
  static final String REFUSED_SERVICES = "no-endpoint-services";
  static final String REFUSED_NODE_PORTS = "no-endpoint-nodeports";
  static final String CLUSTER_IPS = "cluster-ips";
  static final String NODE_IPS = "nodeport-ips";
  static final String HAIRPINS = "hairpins";

  private final FamilyTerms words;
  private final List<SetElement> serviceIps = new ArrayList<>();
  private final List<SetElement> nodePorts = new ArrayList<>();
  private final List<SetElement> refusedServices = new ArrayList<>();
  private final List<SetElement> refusedNodePorts = new ArrayList<>();
  private final List<IpAddress> clusterIps = new ArrayList<>();
  private final List<IpAddress> nodeIps;
  private final List<IpAddress> endpoints = new ArrayList<>();
  private final List<NftSet> memory = new ArrayList<>();

  ServiceMaps(FamilyTerms words, List<IpAddress> nodeIps) {
    this.words = words;
    this.nodeIps = words.ownAddresses(nodeIps);
  }

  void service(IpAddress address, Protocol protocol, int port, Verdict verdict) {
    serviceIps.add(SetElement.of(key(address, protocol, port), verdict));
  }

  void reject(IpAddress address, Protocol protocol, int port, Verdict verdict, String origin) {
    refusedServices.add(SetElement.of(key(address, protocol, port), verdict).from(origin));
  }

  void nodePort(Protocol protocol, int port, Verdict verdict) {
    nodePorts.add(SetElement.of(key(protocol, port), verdict));
  }

  void rejectNodePort(Protocol protocol, int port, Verdict verdict, String origin) {
    refusedNodePorts.add(SetElement.of(key(protocol, port), verdict).from(origin));
  }

  void clusterIp(IpAddress address) {
    clusterIps.add(address);
  }

  void endpoint(IpAddress address) {
    endpoints.add(address);
  }

  void memory(List<NftSet> sets) {
    memory.addAll(sets);
  }

  boolean nodeIpsAreGiven() {
    return !nodeIps.isEmpty();
  }

  List<NftSet> sets() {
    List<DataType> service = List.of(words.address(), DataType.INET_PROTO, DataType.INET_SERVICE);
    List<DataType> port = List.of(DataType.INET_PROTO, DataType.INET_SERVICE);
    Content verdicts = new Content.Verdicts();
    List<NftSet> sets = new ArrayList<>();
    sets.add(NftSet.of(SERVICE_IPS, service, verdicts, serviceIps));
    sets.add(NftSet.of(NODE_PORTS, port, verdicts, nodePorts));
    sets.add(NftSet.of(REFUSED_SERVICES, service, verdicts, refusedServices));
    sets.add(NftSet.of(REFUSED_NODE_PORTS, port, verdicts, refusedNodePorts));
    sets.add(addresses(CLUSTER_IPS, clusterIps));
    if (nodeIpsAreGiven()) {
      sets.add(addresses(NODE_IPS, nodeIps));
    }
    sets.add(
        NftSet.of(
            HAIRPINS,
            List.of(words.address(), words.address()),
            new Content.Nothing(),
            endpoints.stream()
                .distinct()
                .map(
                    a ->
                        SetElement.of(
                            FamilyTerms.tuple(FamilyTerms.literal(a), FamilyTerms.literal(a))))
                .toList()));
    sets.addAll(memory);
    return sets;
  }

  private NftSet addresses(String name, List<IpAddress> addresses) {
    return NftSet.of(
        name,
        List.of(words.address()),
        new Content.Nothing(),
        addresses.stream().distinct().map(a -> SetElement.of(FamilyTerms.literal(a))).toList());
  }

  private static Literal key(IpAddress address, Protocol protocol, int port) {
    return FamilyTerms.tuple(
        FamilyTerms.literal(address), FamilyTerms.literal(protocol), FamilyTerms.literal(port));
  }

  private static Literal key(Protocol protocol, int port) {
    return FamilyTerms.tuple(FamilyTerms.literal(protocol), FamilyTerms.literal(port));
  }
}
