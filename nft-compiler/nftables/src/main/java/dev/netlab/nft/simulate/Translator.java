package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.MapValue;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.NatFlag;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides how the first packet of a connection is translated. */
final class Translator {
  private static final int LOWEST = 1024;

  private final Host host;
  private final PacketFields fields;
  private final RandomSource chance;

  Translator(Host host, PacketFields fields, RandomSource chance) {
    this.host = host;
    this.fields = fields;
    this.chance = chance;
  }

  /**
   * The tuple after the translation; absent if the translation does not apply, which ends the rule.
   */
  Optional<Tuple> translate(Translation translation, Flow flow, Lookups sets) {
    Tuple own = flow.packet.tuple();
    return switch (translation) {
      case Translation.Nat nat ->
          own.source().version() == nat.addresses().version()
              ? Optional.of(
                  replaced(flow, nat.side(), chosen(nat.addresses()), nat.ports(), nat.flags()))
              : Optional.empty();
      case Translation.NatPrefix prefix -> {
        IpAddress old = prefix.side() == Side.SNAT ? own.source() : own.destination();
        yield old.version() == prefix.to().version()
            ? Optional.of(
                replaced(flow, prefix.side(), moved(old, prefix.to()), Optional.empty(), Set.of()))
            : Optional.empty();
      }
      case Translation.Masquerade masquerade ->
          Optional.of(
              replaced(
                  flow,
                  Side.SNAT,
                  host.masqueradeAs(flow.packet.out(), flow.packet.family()),
                  masquerade.ports(),
                  masquerade.flags()));
      case Translation.NatBy by -> looked(by, flow, sets).map(value -> apply(by, value, flow));
    };
  }

  /** The number or value that an expression yields for a packet. */
  Optional<Literal> key(Expression expression, Flow flow) {
    return switch (expression) {
      case Expression.Numgen numgen -> Optional.of(number(chance.below(numgen.mod())));
      case Expression.Jhash jhash ->
          fields
              .key(jhash.key(), flow)
              .map(
                  _ ->
                      number(
                          Jhash.below(
                              fields.bytes(jhash.key(), flow),
                              jhash.seed().orElse(0),
                              jhash.mod())));
      case Expression other -> fields.key(PacketFields.fields(other), flow);
    };
  }

  private Optional<MapValue> looked(Translation.NatBy by, Flow flow, Lookups sets) {
    Optional<Literal> key = key(by.key(), flow);
    if (by.map().isEmpty()) {
      return key.map(literal -> literal);
    }
    Lookup map = by.map().get();
    return key.flatMap(
            literal ->
                switch (map) {
                  case Lookup.Named named -> sets.find(named.name(), literal);
                  case Lookup.Inline inline -> Lookups.find(inline.elements(), literal);
                })
        .flatMap(SetElement::value);
  }

  private Tuple apply(Translation.NatBy by, MapValue value, Flow flow) {
    List<Literal> parts =
        value instanceof Literal.Tuple tuple ? tuple.parts() : List.of((Literal) value);
    IpAddress address = ((Literal.Addresses) parts.getFirst()).range().first();
    Optional<PortRange> port =
        parts.size() < 2 ? Optional.empty() : Optional.of(((Literal.Ports) parts.get(1)).range());
    return replaced(flow, by.side(), address, port, by.flags());
  }

  private Tuple replaced(
      Flow flow, Side side, IpAddress address, Optional<PortRange> ports, Set<NatFlag> flags) {
    Tuple own = flow.packet.tuple();
    boolean hasPorts = own.protocol().hasPorts();
    if (side == Side.DNAT) {
      int port = hasPorts && ports.isPresent() ? within(ports.get()) : own.port();
      return new Tuple(own.protocol(), own.source(), own.sourcePort(), address, port);
    }
    int port = own.sourcePort();
    if (hasPorts && ports.isPresent() && !ports.get().contains(port)) {
      port = within(ports.get());
    } else if (hasPorts
        && (flags.contains(NatFlag.RANDOM) || flags.contains(NatFlag.FULLY_RANDOM))) {
      port = within(ports.orElse(new PortRange(LOWEST, 65535)));
    }
    Tuple wanted = new Tuple(own.protocol(), address, port, own.destination(), own.port());
    while (hasPorts && flow.state.find(wanted.reversed()).isPresent()) { // the port is taken
      port = port == 65535 ? LOWEST : port + 1;
      wanted = new Tuple(own.protocol(), address, port, own.destination(), own.port());
    }
    return wanted;
  }

  private int within(PortRange ports) {
    return ports.isSingle()
        ? ports.first()
        : ports.first() + chance.below(ports.last() - ports.first() + 1);
  }

  /** An arbitrary address of the pool: the kernel's choice depends on a secret. */
  private IpAddress chosen(AddressRange pool) {
    long size = Math.min(pool.last().low() - pool.first().low() + 1, 65536);
    IpAddress address = pool.first();
    for (int i = size > 1 ? chance.below((int) size) : 0; i > 0; i--) {
      address = address.next();
    }
    return address;
  }

  /** The address with the same host bits and another prefix. */
  private static IpAddress moved(IpAddress address, IpPrefix to) {
    IpAddress last = to.last();
    long highMask = last.high() ^ to.address().high();
    long lowMask = last.low() ^ to.address().low();
    return new IpAddress(
        address.version(),
        to.address().high() | (address.high() & highMask),
        to.address().low() | (address.low() & lowMask));
  }

  private static Literal number(int value) {
    return new Literal.Numbered(value, value);
  }
}
