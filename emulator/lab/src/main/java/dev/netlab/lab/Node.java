package dev.netlab.lab;

import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.nft.policy.NodePolicy;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host, pod, router or gateway: a network namespace.
 *
 * @param forwarding whether it forwards IPv4 and IPv6
 * @param interfaces in the order in which they are created: as the file lists them, then the ends
 *     of veths that only other nodes name
 * @param routes as {@code ip route add} takes them, in the file's order
 * @param rules as {@code ip rule add} takes them, in the file's order
 * @param neighbours as {@code ip neigh add} takes them
 * @param fdb as {@code bridge fdb add} takes them
 * @param sysctls names with dots, as sysctl(8) prints them, without those of {@code forwarding}
 * @param hosts lines that the file adds to /etc/hosts
 * @param nameservers for /etc/resolv.conf
 * @param containers in the file's order
 * @param policy the rules for its packets
 * @param nft rules in addition to those of {@code policy}, loaded after them
 */
public record Node(
    String name,
    boolean forwarding,
    List<Interface> interfaces,
    List<Written<Route>> routes,
    List<Written<Rule>> rules,
    List<Written<Neighbour>> neighbours,
    List<Written<FdbEntry>> fdb,
    Map<String, String> sysctls,
    Map<InetAddress, List<String>> hosts,
    List<InetAddress> nameservers,
    List<Container> containers,
    NodePolicy policy,
    Optional<NftText> nft,
    Location at) {
  /** Index 1 is the loopback interface. */
  private static final int FIRST_INDEX = 2;

  public Node {
    interfaces = List.copyOf(interfaces);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    neighbours = List.copyOf(neighbours);
    fdb = List.copyOf(fdb);
    sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    nameservers = List.copyOf(nameservers);
    containers = List.copyOf(containers);
  }

  /** The same node with another policy. */
  public Node with(NodePolicy other) {
    return new Node(
        name,
        forwarding,
        interfaces,
        routes,
        rules,
        neighbours,
        fdb,
        sysctls,
        hosts,
        nameservers,
        containers,
        other,
        nft,
        at);
  }

  /**
   * The interface's index in the node: the one in the file, or the one that follows from its
   * position.
   */
  public int index(Interface i) {
    return i.index().orElse(FIRST_INDEX + interfaces.indexOf(i));
  }

  /** The interface with that name. */
  public Optional<Interface> interfaceNamed(String name) {
    return interfaces.stream().filter(i -> i.name().equals(name)).findFirst();
  }
}
