package dev.netlab.nft.compile;

import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.Values;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles a match to nftables conditions, cheapest first: interfaces, addresses, ports, state. */
final class MatchCompiler {
  private final Optional<IpVersion> packets;
  private final Match match;

  MatchCompiler(Optional<IpVersion> packets, Match match) {
    this.packets = packets;
    this.match = match;
  }

  List<Statement> conditions(Hook hook) {
    List<Statement> conditions = new ArrayList<>();
    if (hook.knowsIn()) { // if it is not known, "none of these" holds anyway
      addInterfaces(conditions, Field.IIFNAME, match.in());
    }
    addInterfaces(conditions, Field.OIFNAME, match.out());
    packets.ifPresent(
        family -> {
          boolean v4 = family == IpVersion.IPV4;
          addAddresses(conditions, v4 ? Field.IP_SADDR : Field.IP6_SADDR, match.source(), family);
          addAddresses(
              conditions, v4 ? Field.IP_DADDR : Field.IP6_DADDR, match.destination(), family);
        });
    addSymbols(conditions, Field.FIB_DADDR_TYPE, lowerCase(match.destinationTypes()));
    addProtocol(conditions);
    if (!match.states().isEmpty()) {
      conditions.add(
          new Statement.Match(
              Field.CT_STATE,
              Relation.EQUAL,
              new Operand.Flags(lowerCase(match.states()), List.of())));
    }
    match.mark().ifPresent(mark -> conditions.add(mark(mark)));
    return conditions;
  }

  /** The condition that a packet is a TCP SYN or SYN-ACK. */
  static Statement tcpSyn() {
    return new Statement.Match(
        Field.TCP_FLAGS, Relation.EQUAL, new Operand.Flags(List.of("syn"), List.of("syn", "rst")));
  }

  private void addProtocol(List<Statement> conditions) {
    if (!match.icmpTypes().isEmpty()) {
      boolean v4 = match.icmpTypes().getFirst().family() == IpVersion.IPV4;
      addSymbols(
          conditions,
          v4 ? Field.ICMP_TYPE : Field.ICMPV6_TYPE,
          match.icmpTypes().stream().sorted().map(type -> type.name()).toList());
    } else if (match.ports().isEmpty() && match.sourcePorts().isEmpty()) {
      addProtocols(conditions, match.protocols());
    } else {
      conditions.addAll(ports(match.protocols(), match.sourcePorts(), match.ports()));
    }
  }

  static List<Statement> destinationPorts(List<Protocol> protocols, List<PortRange> ports) {
    return ports(protocols, List.of(), ports);
  }

  private static List<Statement> ports(
      List<Protocol> protocols, List<PortRange> sources, List<PortRange> destinations) {
    List<Statement> conditions = new ArrayList<>();
    if (protocols.size() > 1) {
      addProtocols(conditions, protocols);
    }
    if (!sources.isEmpty()) {
      conditions.add(in(sourcePort(protocols), sources.stream().map(Literal.Ports::new).toList()));
    }
    if (!destinations.isEmpty()) {
      conditions.add(
          in(destinationPort(protocols), destinations.stream().map(Literal.Ports::new).toList()));
    }
    return conditions;
  }

  private static Field sourcePort(List<Protocol> protocols) {
    return protocols.size() > 1
        ? Field.TH_SPORT
        : Field.valueOf(protocols.getFirst().name() + "_SPORT");
  }

  private static Field destinationPort(List<Protocol> protocols) {
    return protocols.size() > 1
        ? Field.TH_DPORT
        : Field.valueOf(protocols.getFirst().name() + "_DPORT");
  }

  private static void addProtocols(List<Statement> conditions, List<Protocol> protocols) {
    addSymbols(
        conditions,
        Field.META_L4PROTO,
        protocols.stream().sorted().map(Protocol::nftName).toList());
  }

  private static void addSymbols(List<Statement> conditions, Field field, List<String> names) {
    if (!names.isEmpty()) {
      conditions.add(in(field, names.stream().distinct().map(Literal.Symbol::new).toList()));
    }
  }

  private static void addInterfaces(
      List<Statement> conditions, Field field, Values<InterfaceName> names) {
    if (!names.anyOf().isEmpty()) {
      conditions.add(in(field, interfaces(names.anyOf())));
    }
    if (!names.noneOf().isEmpty()) {
      conditions.add(notIn(field, interfaces(names.noneOf())));
    }
  }

  private static List<Literal.Interface> interfaces(Collection<InterfaceName> names) {
    return names.stream().distinct().sorted().map(Literal.Interface::new).toList();
  }

  private static void addAddresses(
      List<Statement> conditions, Field field, Values<IpPrefix> prefixes, IpVersion family) {
    if (!prefixes.anyOf().isEmpty()) {
      conditions.add(in(field, addresses(prefixes.anyOf(), family)));
    }
    if (!prefixes.noneOf().isEmpty()) {
      conditions.add(notIn(field, addresses(prefixes.noneOf(), family)));
    }
  }

  /**
   * Merged, because nft rejects sets with overlapping intervals and merges adjacent ones itself.
   */
  private static List<Literal.Addresses> addresses(List<IpPrefix> prefixes, IpVersion family) {
    Stream<AddressRange> ranges =
        prefixes.stream().filter(p -> p.version() == family).map(AddressRange::of);
    return AddressRange.unite(ranges.toList()).stream().map(Literal.Addresses::new).toList();
  }

  private static Statement mark(Mark mark) {
    Literal value = new Literal.Bits(mark.value());
    return new Statement.Match(
        mark.mask() == -1 ? Field.META_MARK : new Expression.Masked(Field.META_MARK, mark.mask()),
        Relation.EQUAL,
        value);
  }

  private static Statement in(Field field, List<? extends Literal> values) {
    return new Statement.Match(field, Relation.EQUAL, operand(values));
  }

  private static Statement notIn(Field field, List<? extends Literal> values) {
    return new Statement.Match(field, Relation.NOT_EQUAL, operand(values));
  }

  private static Operand operand(List<? extends Literal> values) {
    return values.size() == 1 ? values.getFirst() : new Operand.AnonymousSet(List.copyOf(values));
  }

  private static List<String> lowerCase(Collection<? extends Enum<?>> constants) {
    return constants.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Enum::ordinal))
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
