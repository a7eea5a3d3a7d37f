package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel has in one node, read at one time.
 *
 * @param addresses of all interfaces
 * @param rules policy-routing rules in their order, IPv4 first
 * @param routes of all tables
 * @param neighbours proxies last
 * @param fdb of all bridges and VXLAN devices
 * @param ruleset what nftables has there, iptables' tables among it
 */
public record NodeSnapshot(
    String name,
    List<Link> links,
    List<Address> addresses,
    List<Rule> rules,
    List<Route> routes,
    List<Neighbour> neighbours,
    List<FdbEntry> fdb,
    Ruleset ruleset,
    Settings settings,
    List<BoundSocket> sockets,
    List<Tunnel> tunnels) {
  private static final int LOOPBACK = 1;

  public NodeSnapshot {
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    rules = List.copyOf(rules);
    routes = List.copyOf(routes);
    neighbours = List.copyOf(neighbours);
    fdb = List.copyOf(fdb);
    sockets = List.copyOf(sockets);
    tunnels = List.copyOf(tunnels);
  }

  /** The link of that name. */
  public Optional<Link> link(String interfaceName) {
    return links.stream().filter(link -> link.name().equals(interfaceName)).findFirst();
  }

  /** The bridge that the interface is a port of. */
  public Optional<Link> master(String interfaceName) {
    return link(interfaceName)
        .filter(link -> link.master() != 0)
        .flatMap(port -> links.stream().filter(l -> l.index() == port.master()).findFirst());
  }

  /** The ports of a bridge. */
  public List<Link> ports(String bridge) {
    int index = link(bridge).map(Link::index).orElse(-1);
    return links.stream().filter(link -> link.master() == index).toList();
  }

  /** The tunnel that ends at the interface. */
  public Optional<Tunnel> tunnel(String interfaceName) {
    return tunnels.stream().filter(t -> t.interfaceName().equals(interfaceName)).findFirst();
  }

  /** The addresses of an interface. */
  public List<IpAddress> addressesOf(String interfaceName) {
    return addresses.stream()
        .filter(address -> address.dev().equals(interfaceName))
        .map(address -> IpAddress.of(address.local()))
        .toList();
  }

  /** The interface that has the address; {@code lo} for all of 127.0.0.0/8 and for ::1. */
  public Optional<String> owner(IpAddress address) {
    Optional<String> given =
        addresses.stream()
            .filter(a -> IpAddress.of(a.local()).equals(address))
            .map(Address::dev)
            .findFirst();
    boolean loopback =
        address.isV6()
            ? address.high() == 0 && address.low() == LOOPBACK
            : address.low() >> 24 == 127;
    return given.or(() -> loopback ? Optional.of("lo") : Optional.empty());
  }

  /** Whether packets to the address are for the node itself. */
  public boolean isLocal(IpAddress address) {
    return owner(address).isPresent();
  }

  /** What the node knows of a station on the interface's segment; failed entries too. */
  public Optional<Neighbour> neighbour(String interfaceName, IpAddress address) {
    return neighbours.stream()
        .filter(neighbour -> !neighbour.proxy() && neighbour.dev().equals(interfaceName))
        .filter(neighbour -> IpAddress.of(neighbour.address()).equals(address))
        .findFirst();
  }

  /**
   * The port by which a bridge reaches a station; the bridge's own name where the frame is for the
   * node itself; empty where it floods.
   */
  public Optional<String> port(String bridge, MacAddress station) {
    List<String> ports = ports(bridge).stream().map(Link::name).toList();
    return fdb.stream()
        .filter(entry -> entry.station().equals(station))
        .filter(entry -> entry.holder() == FdbEntry.Holder.MASTER)
        .filter(entry -> ports.contains(entry.dev()) || entry.dev().equals(bridge))
        .findFirst()
        .map(entry -> entry.lasting() == FdbEntry.Lasting.PERMANENT ? bridge : entry.dev())
        .or(() -> link(bridge).filter(link -> station.equals(link.mac())).map(Link::name));
  }

  /**
   * The rule of an nftables trace.
   *
   * @param table with its family, {@code ip kube-proxy}
   */
  public Optional<NftRule> rule(String table, String chain, long handle) {
    return ruleset
        .rules()
        .filter(place -> (place.table().family() + " " + place.table().name()).equals(table))
        .filter(place -> place.chain().name().equals(chain))
        .map(Ruleset.Place::rule)
        .filter(rule -> rule.handle() == handle)
        .findFirst();
  }

  /** The place in the lab file that a rule was compiled from; empty for somebody else's. */
  public static String origin(NftRule rule) {
    return rule.comment().matches("\\S.*:\\d+") ? rule.comment() : "";
  }
}
