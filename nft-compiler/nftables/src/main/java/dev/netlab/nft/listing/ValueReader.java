package dev.netlab.nft.listing;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Field.Kind;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.MapValue;
import dev.netlab.nft.ruleset.ProtocolNames;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads values: the operands of rules, and the elements of sets and maps. */
final class ValueReader {
  private ValueReader() {}

  /** How the parts of an expression's values are written; empty if unknown. */
  static List<Kind> kinds(Expression expression) {
    return switch (expression) {
      case Field field -> List.of(field.kind());
      case Expression.Masked masked -> List.of(masked.field().kind());
      case Expression.Concat concat -> concat.fields().stream().map(Field::kind).toList();
      case Expression.Numgen _, Expression.Jhash _ -> List.of(Kind.NUMBER);
      case Expression.Unknown _ -> List.of();
    };
  }

  /** A value whose parts are written in the given ways. */
  static Literal literal(List<Kind> kinds, Json json) {
    if (kinds.size() == 1) {
      return literal(kinds.getFirst(), json);
    }
    List<Json> parts = json.kind().equals("concat") ? json.body().items() : List.of();
    if (parts.isEmpty() || parts.size() != kinds.size()) {
      return new Literal.Unknown(json.words());
    }
    List<Literal> read = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      read.add(literal(kinds.get(i), parts.get(i)));
    }
    return new Literal.Tuple(read);
  }

  private static Literal literal(Kind kind, Json json) {
    try {
      Optional<Literal> literal =
          switch (kind) {
            case INTERFACE -> json.text().map(InterfaceName::new).map(Literal.Interface::new);
            case ADDRESS -> addresses(json).map(Literal.Addresses::new);
            case PORT -> ports(json).map(Literal.Ports::new);
            case BITS -> number(json).map(number -> new Literal.Bits(number.intValue()));
            case NUMBER -> numbers(json).map(numbers -> numbers);
            case PROTOCOL ->
                json.text()
                    .or(() -> number(json).map(Object::toString))
                    .map(ProtocolNames::name)
                    .map(Literal.Symbol::new);
            case SYMBOL ->
                json.text().or(() -> number(json).map(Object::toString)).map(Literal.Symbol::new);
            case FLAGS -> Optional.empty(); // several bits at once: see StatementReader
          };
      return literal.orElseGet(() -> new Literal.Unknown(json.words()));
    } catch (IllegalArgumentException _) {
      return new Literal.Unknown(json.words());
    }
  }

  /** A single address, a prefix, or a range. */
  static Optional<AddressRange> addresses(Json json) {
    Json body = json.body();
    return switch (json.kind()) {
      case "prefix" ->
          body.text("addr")
              .map(
                  address ->
                      AddressRange.of(
                          new IpPrefix(
                              IpAddress.parse(address),
                              (int)
                                  body.number("len").orElseThrow(IllegalArgumentException::new))));
      case "range" ->
          body.items().size() == 2
              ? body.items()
                  .getFirst()
                  .text()
                  .flatMap(first -> body.items().getLast().text().map(last -> first + "-" + last))
                  .map(AddressRange::parse)
              : Optional.empty();
      default -> json.text().map(AddressRange::parse);
    };
  }

  /** A single port or a range. */
  static Optional<PortRange> ports(Json json) {
    return numbers(json).map(n -> new PortRange(n.first(), n.last()));
  }

  private static Optional<Literal.Numbered> numbers(Json json) {
    List<Json> ends = json.kind().equals("range") ? json.body().items() : List.of(json, json);
    Optional<Long> first = number(ends.getFirst());
    Optional<Long> last = number(ends.getLast());
    return ends.size() == 2 && first.isPresent() && last.isPresent()
        ? Optional.of(new Literal.Numbered(first.get().intValue(), last.get().intValue()))
        : Optional.empty();
  }

  private static Optional<Long> number(Json json) {
    OptionalLong number = json.number();
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  /** A map that a rule names or contains. */
  static Optional<Lookup> lookup(Expression key, Json data) {
    Optional<String> name = data.text().filter(text -> text.startsWith("@"));
    if (name.isPresent()) {
      return Optional.of(new Lookup.Named(name.get().substring(1)));
    }
    if (!data.kind().equals("set")) {
      return Optional.empty();
    }
    // the JSON does not give the type of the values: verdicts, or an address and optionally a port
    return Optional.of(
        new Lookup.Inline(
            data.body().items().stream()
                .map(element -> pair(kinds(key), ValueReader::value, element))
                .toList()));
  }

  /** Reads the value of a map's element. */
  @FunctionalInterface
  interface Values {
    MapValue read(Json json);
  }

  /** An element of a map: a key and its value. */
  static SetElement pair(List<Kind> kinds, Values values, Json json) {
    List<Json> pair = json.isList() ? json.items() : List.of();
    if (pair.size() != 2) {
      return SetElement.of(new Literal.Unknown(json.words()));
    }
    SetElement element = element(kinds, pair.getFirst());
    return new SetElement(
        element.key(),
        Optional.of(values.read(pair.getLast())),
        element.comment(),
        element.expires());
  }

  /** An element of a set. */
  static SetElement element(List<Kind> kinds, Json json) {
    if (!json.kind().equals("elem")) {
      return SetElement.of(literal(kinds, json));
    }
    Json body = json.body();
    // other members, such as a counter or a limit, are statements executed for packets found there
    Literal key =
        body.hasOnly("val", "comment", "timeout", "expires")
            ? body.get("val")
                .map(val -> literal(kinds, val))
                .orElse(new Literal.Unknown(json.words()))
            : new Literal.Unknown(json.words());
    OptionalLong expires = body.number("expires");
    return new SetElement(
        key,
        Optional.empty(),
        body.text("comment").orElse(""),
        expires.isPresent()
            ? Optional.of(Duration.ofSeconds(expires.getAsLong()))
            : Optional.empty());
  }

  /** A verdict, an address, or an address and a port. */
  private static MapValue value(Json json) {
    Optional<Verdict> verdict = verdict(json);
    if (verdict.isPresent()) {
      return verdict.get();
    }
    return json.kind().equals("concat")
        ? literal(List.of(Kind.ADDRESS, Kind.PORT), json)
        : literal(List.of(Kind.ADDRESS), json);
  }

  static Optional<Verdict> verdict(Json json) {
    return switch (json.kind()) {
      case "accept" -> Optional.of(new Verdict.Accept());
      case "drop" -> Optional.of(new Verdict.Drop());
      case "return" -> Optional.of(new Verdict.Return());
      case "jump" -> json.body().text("target").map(Verdict.Jump::new);
      case "goto" -> json.body().text("target").map(Verdict.Goto::new);
      default -> Optional.empty();
    };
  }
}
