package dev.netlab.nft.policy;

import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The packets a rule is about: those for which every condition holds. An empty list or {@link
 * Values#any()} means no condition. A rule that names addresses is about packets of their family
 * only.
 *
 * @param destinationTypes how the routing tables classify the destination
 * @param protocols several only if either all or none of them have ports
 * @param ports destination ports
 */
public record Match(
    Values<IpPrefix> source,
    Values<IpPrefix> destination,
    List<AddressType> destinationTypes,
    Values<InterfaceName> in,
    Values<InterfaceName> out,
    List<Protocol> protocols,
    List<PortRange> sourcePorts,
    List<PortRange> ports,
    List<IcmpType> icmpTypes,
    List<ConnectionState> states,
    Optional<Mark> mark) {

  public Match {
    destinationTypes = List.copyOf(destinationTypes);
    protocols = List.copyOf(protocols);
    sourcePorts = PortRange.unite(sourcePorts);
    ports = PortRange.unite(ports);
    icmpTypes = List.copyOf(icmpTypes);
    states = List.copyOf(states);
    requireProtocolWithPorts("source-port", sourcePorts, protocols);
    requireProtocolWithPorts("port", ports, protocols);
    if (!icmpTypes.isEmpty()) {
      Protocol wanted =
          icmpTypes.getFirst().family() == IpVersion.IPV4 ? Protocol.ICMP : Protocol.ICMPV6;
      if (!protocols.equals(List.of(wanted))) {
        throw new PolicyException("icmp-type", "needs protocol: " + wanted);
      }
    }
    families(source, destination, icmpTypes);
  }

  /** Whether this match includes every packet that another match includes. */
  public boolean covers(Match other) {
    return source.cover(other.source, IpPrefix::contains)
        && destination.cover(other.destination, IpPrefix::contains)
        && in.cover(other.in, (name, its) -> name.matches(its.text()))
        && out.cover(other.out, (name, its) -> name.matches(its.text()))
        && cover(destinationTypes, other.destinationTypes)
        && cover(protocols, other.protocols)
        && coverPorts(sourcePorts, other.sourcePorts)
        && coverPorts(ports, other.ports)
        && cover(icmpTypes, other.icmpTypes)
        && cover(states, other.states)
        && (mark.isEmpty() || mark.equals(other.mark))
        && (families().isEmpty() || families().equals(other.families()));
  }

  private static <T> boolean cover(List<T> wide, List<T> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }

  private static boolean coverPorts(List<PortRange> wide, List<PortRange> narrow) {
    return wide.isEmpty()
        || (!narrow.isEmpty()
            && narrow.stream()
                .allMatch(
                    n ->
                        wide.stream()
                            .anyMatch(w -> w.first() <= n.first() && n.last() <= w.last())));
  }

  private static void requireProtocolWithPorts(
      String field, List<PortRange> ports, List<Protocol> protocols) {
    if (ports.isEmpty()) {
      return;
    }
    if (protocols.isEmpty()) {
      throw new PolicyException(field, "a port needs a protocol: add protocol: tcp, udp or sctp");
    }
    for (Protocol protocol : protocols) {
      if (!protocol.hasPorts()) {
        throw new PolicyException(field, protocol + " has no ports");
      }
    }
  }

  /** A builder that starts without conditions. */
  public static MatchBuilder builder() {
    return new MatchBuilder();
  }

  /** Every packet. */
  public static Match all() {
    return builder().build();
  }

  /**
   * The families of the named addresses; empty if there are none, in which case the rule is about
   * both.
   */
  public Set<IpVersion> families() {
    return families(source, destination, icmpTypes);
  }

  private static Set<IpVersion> families(
      Values<IpPrefix> source, Values<IpPrefix> destination, List<IcmpType> icmpTypes) {
    Set<IpVersion> families = EnumSet.noneOf(IpVersion.class);
    unite(families, "source", familiesOf(source.anyOf()));
    unite(families, "not-source", familiesOf(source.noneOf()));
    unite(families, "destination", familiesOf(destination.anyOf()));
    unite(families, "not-destination", familiesOf(destination.noneOf()));
    unite(
        families,
        "icmp-type",
        icmpTypes.stream().map(IcmpType::family).collect(Collectors.toSet()));
    return families;
  }

  private static Set<IpVersion> familiesOf(List<IpPrefix> prefixes) {
    return prefixes.stream().map(IpPrefix::version).collect(Collectors.toSet());
  }

  private static void unite(Set<IpVersion> families, String field, Set<IpVersion> more) {
    if (!more.isEmpty() && !families.isEmpty() && !families.equals(more)) {
      throw new PolicyException(
          field, "is about " + more + " while the rest of the rule is about " + families);
    }
    families.addAll(more);
  }
}
