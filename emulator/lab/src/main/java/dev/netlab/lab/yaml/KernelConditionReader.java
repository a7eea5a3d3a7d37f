package dev.netlab.lab.yaml;

import dev.netlab.lab.Condition;
import dev.netlab.lab.Condition.Parameter;
import dev.netlab.lab.Location;
import dev.netlab.lab.Written;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads conditions on the state of a node's kernel: addresses, routes, links, connections. */
final class KernelConditionReader {
  private static final List<String> LINK_KINDS =
      List.of("veth", "bridge", "vxlan", "geneve", "wireguard", "tun", "dummy");

  private static final Pattern STATE =
      Pattern.compile("(NEW|UPDATE|DESTROY)( [A-Z_0-9]+)?( ASSURED)?");

  private final Iproute2Reader iproute2;
  private final ExpectedPacketReader points;
  private final Problems problems;
  private final Variables variables;

  KernelConditionReader(
      NameIndex outline, ExpectedPacketReader points, Problems problems, Variables variables) {
    this.iproute2 = new Iproute2Reader(outline, problems);
    this.points = points;
    this.problems = problems;
    this.variables = variables;
  }

  Optional<Condition> read(String kind, Tokens words, Location at) {
    return switch (kind) {
      case "address" -> {
        Optional<InterfaceRef> end = points.end(words);
        Tokens.Piece text = words.rest();
        yield end.flatMap(
            e ->
                iproute2
                    .address(text)
                    .map(a -> new Condition.HasAddress(e.node(), e.interfaceName(), a, at)));
      }
      case "route" ->
          entry(words, iproute2::route, (node, e) -> new Condition.HasRoute(node, e, at));
      case "rule" -> entry(words, iproute2::rule, (node, e) -> new Condition.HasRule(node, e, at));
      case "neighbour" ->
          entry(words, iproute2::neighbour, (node, e) -> new Condition.HasNeighbour(node, e, at));
      case "fdb" ->
          entry(words, iproute2::fdbEntry, (node, e) -> new Condition.HasFdb(node, e, at));
      case "lookup" -> lookup(words, at);
      case "link" -> link(words, at);
      case "conntrack" -> conntrack(words, at);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** An entry that a node's kernel must have, in the syntax of iproute2. */
  private <T> Optional<Condition> entry(
      Tokens words,
      BiFunction<String, Tokens.Piece, Optional<Written<T>>> read,
      BiFunction<String, Written<T>, Condition> condition) {
    Optional<String> node = points.node(words);
    Tokens.Piece text = words.rest();
    return node.flatMap(n -> read.apply(n, text).map(entry -> condition.apply(n, entry)));
  }

  private Optional<Condition> lookup(Tokens words, Location at) {
    Optional<String> node = points.node(words);
    Optional<InetAddress> destination = address(words);
    Optional<InetAddress> from = Optional.empty();
    Optional<String> iif = Optional.empty();
    OptionalLong mark = OptionalLong.empty();
    while (words.peek().isPresent() && !words.takeIf("by")) {
      if (words.takeIf("from")) {
        from = address(words);
      } else if (words.takeIf("iif")) {
        Tokens.Piece word = words.take().orElseGet(words::rest);
        node.ifPresent(n -> iproute2.device(n, word.text(), word));
        iif = Optional.of(word.text());
      } else if (words.takeIf("mark")) {
        mark = mark(words);
      } else {
        Tokens.Piece word = words.take().orElseThrow();
        problems.add(
            word.at(),
            "'%s' does not belong here; write from, iif or mark, then by and the route"
                .formatted(word.text()));
        return Optional.empty();
      }
    }
    Tokens.Piece by = words.rest();
    if (by.text().isEmpty()) {
      problems.add(by.at(), "the route is missing; write by and the route");
      return Optional.empty();
    }
    Optional<InetAddress> source = from;
    Optional<String> input = iif;
    OptionalLong fwmark = mark;
    return node.flatMap(
        n ->
            iproute2
                .route(n, by)
                .flatMap(
                    route ->
                        destination.map(
                            d -> new Condition.Lookup(n, d, source, input, fwmark, route, at))));
  }

  private Optional<InetAddress> address(Tokens words) {
    Tokens.Piece word = words.take().orElseGet(words::rest);
    Optional<InetAddress> address = Addresses.parse(word.text());
    if (address.isEmpty()) {
      problems.add(
          word.at(),
          "'%s' is not an IP address; write one such as 192.0.2.1".formatted(word.text()));
    }
    return address;
  }

  private OptionalLong mark(Tokens words) {
    Tokens.Piece word = words.take().orElseGet(words::rest);
    if (!word.text().matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,10}")) {
      problems.add(word.at(), "'%s' is not a mark; write 16 or 0x10".formatted(word.text()));
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.decode(word.text()));
  }

  private Optional<Condition> link(Tokens words, Location at) {
    Optional<InterfaceRef> end = points.end(words);
    Tokens.Piece kind = words.take().orElseGet(words::rest);
    if (!LINK_KINDS.contains(kind.text())) {
      problems.add(
          kind.at(),
          "'%s' is not a kind of link; %s"
              .formatted(kind.text(), Suggestion.among(kind.text(), LINK_KINDS)));
    }
    List<Parameter> parameters = new ArrayList<>();
    while (words.peek().isPresent()) {
      Tokens.Piece word = words.take().orElseThrow();
      Tokens.Piece value = words.take().orElseGet(words::rest);
      if (value.text().isEmpty()) {
        problems.add(word.at(), "'%s' has no value; write it behind".formatted(word.text()));
      }
      variables.note(value);
      parameters.add(new Parameter(word.text(), value.text()));
    }
    return end.map(
        e -> new Condition.HasLink(e.node(), e.interfaceName(), kind.text(), parameters, at));
  }

  private Optional<Condition> conntrack(Tokens words, Location at) {
    Optional<String> node = points.node(words);
    Tokens.Piece protocol = words.take().orElseGet(words::rest);
    Optional<Tokens.Piece> original = words.until("reply");
    if (original.isEmpty()) {
      problems.add(
          words.rest().at(),
          "reply is missing; write PROTOCOL A > B reply C > D, as conntrack -L has them");
      return Optional.empty();
    }
    Optional<Tokens.Piece> beforeZone = words.until("zone");
    OptionalInt zone =
        beforeZone.isPresent() ? zone(words.take().orElseGet(words::rest)) : OptionalInt.empty();
    Tokens.Piece reply = beforeZone.orElseGet(words::rest);
    Tokens.Piece behind = words.rest();
    if (beforeZone.isPresent() && !behind.text().isEmpty()) {
      problems.add(behind.at(), "'%s' does not belong here".formatted(behind.text()));
    }
    return node.flatMap(
        n ->
            tuple(original.orElseThrow(), protocol)
                .flatMap(
                    o ->
                        tuple(reply, protocol)
                            .map(
                                r -> new Condition.Conntrack(n, protocol.text(), o, r, zone, at))));
  }

  /** 16 bits, as in nf_conntrack_zone. */
  private OptionalInt zone(Tokens.Piece word) {
    if (!word.text().matches("[0-9]{1,5}") || Integer.parseInt(word.text()) > 0xffff) {
      problems.add(word.at(), "'%s' is not a zone; write 0 to 65535".formatted(word.text()));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(word.text()));
  }

  /** {@code connection-events: {node, of: PROTOCOL A > B, states}}. */
  Optional<Condition> events(MappingReader events) {
    Optional<String> node = events.requiredText("node").flatMap(points::node);
    Optional<YamlNode.Scalar> of = events.requiredText("of");
    List<YamlNode.Scalar> written =
        events.requiredTexts("states", 1, "no state demands nothing; name one or more");
    List<String> states = new ArrayList<>();
    for (YamlNode.Scalar state : written) {
      if (!STATE.matcher(state.text()).matches()) {
        problems.add(
            state.at(),
            "'%s' is not an event; write NEW, UPDATE or DESTROY, then the state and ASSURED as conntrack -E prints them"
                .formatted(state.text()));
      }
      states.add(state.text());
    }
    return node.flatMap(
        n ->
            of.flatMap(
                text -> {
                  Tokens words = new Tokens(text);
                  Tokens.Piece protocol = words.take().orElseGet(words::rest);
                  return tuple(words.rest(), protocol)
                      .map(
                          o ->
                              new Condition.ConnectionEvents(
                                  n, protocol.text(), o, states, events.at()));
                }));
  }

  /** A tuple is written as the packet that it represents. */
  private Optional<String> tuple(Tokens.Piece tuple, Tokens.Piece protocol) {
    Tokens.Piece packet =
        new Tokens.Piece(tuple.text() + " " + protocol.text(), tuple.offset(), tuple.scalar());
    return points.packet(packet).map(_ -> tuple.text());
  }
}
