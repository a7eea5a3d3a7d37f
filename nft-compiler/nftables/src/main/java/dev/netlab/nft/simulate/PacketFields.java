package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The values that rules read from a packet. */
final class PacketFields {
  private final Host host;

  PacketFields(Host host) {
    this.host = host;
  }

  /**
   * The value of one field; absent if the packet has no such field, in which case the rule does not
   * match.
   */
  Optional<Literal> value(Field field, Flow flow) {
    Packet packet = flow.packet;
    Tuple tuple = packet.tuple();
    return switch (field) {
      case IIFNAME -> name(packet.in());
      case OIFNAME -> name(packet.out());
      case IP_SADDR -> of(IpVersion.IPV4, tuple.source());
      case IP_DADDR -> of(IpVersion.IPV4, tuple.destination());
      case IP6_SADDR -> of(IpVersion.IPV6, tuple.source());
      case IP6_DADDR -> of(IpVersion.IPV6, tuple.destination());
      case FIB_SADDR_TYPE -> symbol(host.type(tuple.source()));
      case FIB_DADDR_TYPE -> symbol(host.type(tuple.destination()));
      case META_NFPROTO ->
          Optional.of(new Literal.Symbol(packet.family() == IpVersion.IPV4 ? "ipv4" : "ipv6"));
      case META_L4PROTO -> Optional.of(new Literal.Symbol(tuple.protocol().nftName()));
      case META_MARK -> Optional.of(new Literal.Bits(packet.mark()));
      case CT_MARK -> Optional.of(new Literal.Bits(flow.connection.mark()));
      case TCP_SPORT -> port(tuple, Protocol.TCP, tuple.sourcePort());
      case TCP_DPORT -> port(tuple, Protocol.TCP, tuple.port());
      case UDP_SPORT -> port(tuple, Protocol.UDP, tuple.sourcePort());
      case UDP_DPORT -> port(tuple, Protocol.UDP, tuple.port());
      case UDPLITE_SPORT -> port(tuple, Protocol.UDPLITE, tuple.sourcePort());
      case UDPLITE_DPORT -> port(tuple, Protocol.UDPLITE, tuple.port());
      case SCTP_SPORT -> port(tuple, Protocol.SCTP, tuple.sourcePort());
      case SCTP_DPORT -> port(tuple, Protocol.SCTP, tuple.port());
      case DCCP_SPORT -> port(tuple, Protocol.DCCP, tuple.sourcePort());
      case DCCP_DPORT -> port(tuple, Protocol.DCCP, tuple.port());
      case TH_SPORT -> port(tuple, tuple.protocol(), tuple.sourcePort());
      case TH_DPORT -> port(tuple, tuple.protocol(), tuple.port());
      case ICMP_TYPE -> icmp(packet, Protocol.ICMP);
      case ICMPV6_TYPE -> icmp(packet, Protocol.ICMPV6);
      case TCP_FLAGS, CT_STATE, CT_STATUS -> Optional.empty(); // several at once: see names
    };
  }

  /** Whether the packet's named bits are what a rule requires. */
  boolean names(Field field, Operand.Flags wanted, Flow flow) {
    Set<String> has =
        switch (field) {
          case CT_STATE -> Set.of(flow.tracked.name().toLowerCase(Locale.ROOT));
          case CT_STATUS -> status(flow.connection);
          default -> flow.packet.tcpFlags();
        };
    if (field == Field.TCP_FLAGS && flow.packet.tuple().protocol() != Protocol.TCP) {
      return false;
    }
    return wanted.mask().isEmpty()
        ? wanted.set().stream().anyMatch(has::contains)
        : wanted.mask().stream()
            .allMatch(name -> has.contains(name) == wanted.set().contains(name));
  }

  /** The parts of a key; absent if the packet lacks one of them. */
  Optional<Literal> key(List<Field> fields, Flow flow) {
    List<Literal> parts = fields.stream().flatMap(f -> value(f, flow).stream()).toList();
    if (parts.size() < fields.size()) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : new Literal.Tuple(parts));
  }

  /** The bytes that a hash is computed over; each part starts at a word boundary. */
  byte[] bytes(List<Field> fields, Flow flow) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Field field : fields) {
      switch (value(field, flow).orElseThrow()) {
        case Literal.Addresses addresses -> bytes.writeBytes(addresses.range().first().toBytes());
        case Literal.Ports ports ->
            bytes.writeBytes(
                new byte[] {
                  (byte) (ports.range().first() >> 8), (byte) ports.range().first(), 0, 0
                });
        case Literal other ->
            throw new IllegalStateException("no rule of ours hashes " + other.text());
      }
    }
    return bytes.toByteArray();
  }

  static List<Field> fields(Expression expression) {
    return switch (expression) {
      case Field field -> List.of(field);
      case Expression.Masked masked -> List.of(masked.field());
      case Expression.Concat concat -> concat.fields();
      case Expression.Jhash jhash -> jhash.key();
      case Expression.Numgen _, Expression.Unknown _ -> List.of();
    };
  }

  private static Set<String> status(Connection connection) {
    return connection.isDnat()
        ? connection.isSnat() ? Set.of("dnat", "snat") : Set.of("dnat")
        : connection.isSnat() ? Set.of("snat") : Set.of();
  }

  private static Optional<Literal> name(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Literal.Interface(new InterfaceName(name)));
  }

  private static Optional<Literal> of(IpVersion family, IpAddress address) {
    return address.version() == family
        ? Optional.of(new Literal.Addresses(AddressRange.of(address)))
        : Optional.empty();
  }

  private static Optional<Literal> port(Tuple tuple, Protocol protocol, int port) {
    return tuple.protocol() == protocol && protocol.hasPorts()
        ? Optional.of(new Literal.Ports(PortRange.of(port)))
        : Optional.empty();
  }

  private static Optional<Literal> icmp(Packet packet, Protocol protocol) {
    return packet.tuple().protocol() == protocol
        ? packet.icmpType().map(Literal.Symbol::new)
        : Optional.empty();
  }

  private static Optional<Literal> symbol(Enum<?> constant) {
    return Optional.of(new Literal.Symbol(constant.name().toLowerCase(Locale.ROOT)));
  }
}
