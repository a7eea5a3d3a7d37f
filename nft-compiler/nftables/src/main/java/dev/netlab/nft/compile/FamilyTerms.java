package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.util.List;

/** The names that nftables uses for the concepts of one address family. */
record FamilyTerms(IpVersion family) {
  Field source() {
    return family == IpVersion.IPV4 ? Field.IP_SADDR : Field.IP6_SADDR;
  }

  Field destination() {
    return family == IpVersion.IPV4 ? Field.IP_DADDR : Field.IP6_DADDR;
  }

  DataType address() {
    return family == IpVersion.IPV4 ? DataType.IPV4_ADDR : DataType.IPV6_ADDR;
  }

  TableFamily table() {
    return family == IpVersion.IPV4 ? TableFamily.IP : TableFamily.IP6;
  }

  /** The range of all addresses. */
  AddressRange all() {
    return AddressRange.of(PrefixText.parse(family == IpVersion.IPV4 ? "0.0.0.0/0" : "::/0"));
  }

  /** The prefixes of this family among prefixes of both, merged. */
  List<Literal> own(List<IpPrefix> prefixes) {
    return AddressRange.unite(
            prefixes.stream().filter(p -> p.version() == family).map(AddressRange::of).toList())
        .stream()
        .<Literal>map(Literal.Addresses::new)
        .toList();
  }

  List<IpAddress> ownAddresses(List<IpAddress> addresses) {
    return addresses.stream().filter(a -> a.version() == family).toList();
  }

  static Literal literal(IpAddress address) {
    return new Literal.Addresses(AddressRange.of(address));
  }

  static Literal literal(int port) {
    return new Literal.Ports(PortRange.of(port));
  }

  static Literal literal(Protocol protocol) {
    return new Literal.Symbol(protocol.nftName());
  }

  static Literal tuple(Literal... parts) {
    return new Literal.Tuple(List.of(parts));
  }

  static Statement is(Expression left, List<Literal> values) {
    return new Statement.Match(left, Relation.EQUAL, operand(values));
  }

  static Statement isNot(Expression left, List<Literal> values) {
    return new Statement.Match(left, Relation.NOT_EQUAL, operand(values));
  }

  static Statement inSet(Expression left, String set) {
    return new Statement.Match(left, Relation.EQUAL, new Operand.NamedSet(set));
  }

  static Statement flags(Field field, String... names) {
    return new Statement.Match(field, Relation.EQUAL, new Operand.Flags(List.of(names), List.of()));
  }

  private static Operand operand(List<Literal> values) {
    return values.size() == 1 ? values.getFirst() : new Operand.AnonymousSet(values);
  }
}
