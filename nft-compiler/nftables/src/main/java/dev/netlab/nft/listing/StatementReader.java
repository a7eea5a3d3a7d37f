package dev.netlab.nft.listing;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Field.Kind;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.NatFlag;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the parts of a rule (STATEMENTS of libnftables-json(5)). */
final class StatementReader {
  /** The flags that {@code tcp flags} shows, by nft's names. */
  private static final List<String> TCP_FLAGS =
      List.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");

  private final TableFamily family;

  StatementReader(TableFamily family) {
    this.family = family;
  }

  Statement read(Json json) {
    try {
      return known(json).orElseGet(() -> new Statement.Unknown(json.words()));
    } catch (IllegalArgumentException _) { // an invalid value: see the values' constructors
      return new Statement.Unknown(json.words());
    }
  }

  private Optional<Statement> known(Json json) {
    Json body = json.body();
    return switch (json.kind()) {
      case "match" -> match(body);
      case "counter" -> counter(body);
      case "mangle" -> mangle(body);
      case "vmap" ->
          body.get("key")
              .map(ExpressionReader::read)
              .flatMap(
                  key ->
                      body.get("data")
                          .flatMap(data -> ValueReader.lookup(key, data))
                          .map(map -> new Statement.Dispatch(key, map)));
      case "set" -> update(body);
      case "reject" -> reject(body);
      case "snat" -> nat(Side.SNAT, body);
      case "dnat" -> nat(Side.DNAT, body);
      case "masquerade" -> masquerade(body);
      case "notrack" -> Optional.of(new Statement.Notrack());
      default -> ValueReader.verdict(json).map(Statement.Decide::new);
    };
  }

  private static Optional<Statement> counter(Json body) {
    return body.hasOnly("packets", "bytes")
        ? Optional.of(
            new Statement.Counter(body.number("packets").orElse(0), body.number("bytes").orElse(0)))
        : body.value() == null ? Optional.of(new Statement.Counter()) : Optional.empty();
  }

  private static Optional<Statement> match(Json body) {
    Json left = body.get("left").orElse(body);
    Json right = body.get("right").orElse(body);
    String operator = body.text("op").orElse("");
    Optional<Statement> flags = flags(left, operator, right);
    if (flags.isPresent()) {
      return flags;
    }
    Relation relation =
        switch (operator) {
          case "==", "in" -> Relation.EQUAL;
          case "!=" -> Relation.NOT_EQUAL;
          default -> null;
        };
    if (relation == null) {
      return Optional.empty();
    }
    Expression read = ExpressionReader.read(left);
    return Optional.of(
        new Statement.Match(read, relation, operand(ValueReader.kinds(read), right)));
  }

  private static Operand operand(List<Kind> kinds, Json json) {
    Optional<String> name = json.text().filter(text -> text.startsWith("@"));
    if (name.isPresent()) {
      return new Operand.NamedSet(name.get().substring(1));
    }
    return json.kind().equals("set")
        ? new Operand.AnonymousSet(
            json.body().items().stream()
                .map(element -> ValueReader.element(kinds, element).key())
                .toList())
        : ValueReader.literal(kinds, json);
  }

  /**
   * Bits by name: {@code ct state new,established}, {@code tcp flags syn / syn,ack}. If nft lists
   * no operator, or lists {@code in}, any of the bits matches.
   */
  private static Optional<Statement> flags(Json left, String operator, Json right) {
    boolean masked = left.kind().equals("&") && left.body().items().size() == 2;
    Optional<Field> field =
        ExpressionReader.field(masked ? left.body().items().getFirst() : left)
            .filter(f -> f.kind() == Kind.FLAGS);
    boolean zero = masked && right.number().orElse(-1) == 0;
    // a packet has exactly one connection state: equality with the set means any of its members
    boolean isSet = field.filter(Field.CT_STATE::equals).isPresent() && right.kind().equals("set");
    Optional<List<String>> names =
        zero ? Optional.of(List.of()) : names(isSet ? right.body() : right);
    if (field.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    if (masked) {
      Optional<List<String>> mask = names(left.body().items().getLast());
      return mask.flatMap(m -> flags(field.get(), operator, new Operand.Flags(names.get(), m)));
    }
    boolean exactly =
        field.get() == Field.TCP_FLAGS && !operator.equals("in") && !operator.equals("!");
    List<String> mask = exactly ? TCP_FLAGS : List.of();
    // for several bits at once, an inequality would compare their sum
    boolean isSum = operator.equals("!=") && !isSet && !exactly && names.get().size() > 1;
    return isSum
        ? Optional.empty()
        : flags(field.get(), operator, new Operand.Flags(names.get(), mask));
  }

  private static Optional<Statement> flags(Field field, String operator, Operand.Flags flags) {
    return switch (operator) {
      case "in", "==" -> Optional.of(new Statement.Match(field, Relation.EQUAL, flags));
      case "!=", "!" -> Optional.of(new Statement.Match(field, Relation.NOT_EQUAL, flags));
      default -> Optional.empty();
    };
  }

  /** A single name, several names, or names joined by {@code |}. */
  private static Optional<List<String>> names(Json json) {
    if (json.kind().equals("|")) {
      return names(json.body());
    }
    if (!json.isList()) {
      return json.text().map(List::of);
    }
    List<String> names = new ArrayList<>();
    for (Json item : json.items()) {
      Optional<List<String>> more = names(item);
      if (more.isEmpty()) {
        return Optional.empty();
      }
      names.addAll(more.get());
    }
    return Optional.of(names);
  }

  private static Optional<Statement> mangle(Json body) {
    Json key = body.get("key").orElse(body);
    Json value = body.get("value").orElse(body);
    if (key.kind().equals("tcp option")) {
      return key.words().equals("{\"tcp option\": {\"name\": \"maxseg\", \"field\": \"size\"}}")
          ? maxseg(value)
          : Optional.empty();
    }
    Optional<Field> mark =
        ExpressionReader.field(key).filter(f -> f == Field.META_MARK || f == Field.CT_MARK);
    List<Json> operands = value.body().items();
    if (mark.isEmpty()
        || operands.size() != 2
        || !ExpressionReader.field(operands.getFirst()).equals(mark)
        || operands.getLast().number().isEmpty()) {
      return Optional.empty();
    }
    int bits = (int) operands.getLast().number().getAsLong();
    return switch (value.kind()) {
      case "|" -> Optional.of(new Statement.MarkOr(mark.get(), bits));
      case "&" -> Optional.of(new Statement.MarkAnd(mark.get(), bits));
      default -> Optional.empty();
    };
  }

  private static Optional<Statement> maxseg(Json value) {
    if (value.words().equals("{\"rt\": {\"key\": \"mtu\"}}")) {
      return Optional.of(new Statement.ClampMss(Optional.empty()));
    }
    OptionalLong size = value.number();
    return size.isPresent()
        ? Optional.of(new Statement.ClampMss(Optional.of((int) size.getAsLong())))
        : Optional.empty();
  }

  private static Optional<Statement> update(Json body) {
    return body.text("set")
        .filter(_ -> body.text("op").orElse("").equals("update"))
        .filter(_ -> body.hasOnly("op", "elem", "set"))
        .filter(set -> set.startsWith("@"))
        .flatMap(
            set ->
                body.get("elem")
                    .map(ExpressionReader::read)
                    .map(key -> new Statement.Update(set.substring(1), key)));
  }

  private Optional<Statement> reject(Json body) {
    if (body.value() == null) {
      return Optional.of(new Statement.Reject(""));
    }
    String type = body.text("type").orElse("");
    if (type.equals("tcp reset")) {
      return Optional.of(new Statement.Reject(type));
    }
    String usual =
        switch (family) {
          case IP -> "icmp";
          case IP6 -> "icmpv6";
          case INET, BRIDGE, ARP, NETDEV -> "icmpx";
        };
    return body.text("expr")
        .filter(_ -> List.of("icmp", "icmpv6", "icmpx").contains(type))
        .map(code -> code.equals("port-unreachable") && type.equals(usual) ? "" : type + " " + code)
        .map(Statement.Reject::new);
  }

  private static Optional<Statement> nat(Side side, Json body) {
    Optional<IpVersion> version =
        body.text("family").map(f -> f.equals("ip6") ? IpVersion.IPV6 : IpVersion.IPV4);
    Optional<Json> address = body.get("addr");
    List<String> flags = new ArrayList<>(texts(body, "flags"));
    List<String> types = texts(body, "type_flags");
    if (address.isEmpty() || !body.hasOnly("family", "addr", "port", "flags", "type_flags")) {
      return Optional.empty();
    }
    if (types.contains("prefix")) {
      flags.remove("netmap");
      return ValueReader.addresses(address.get())
          .flatMap(AddressRange::prefix)
          .filter(_ -> flags.isEmpty() && types.size() == 1 && body.get("port").isEmpty())
          .map(to -> new Translation.NatPrefix(side, version, to));
    }
    Optional<Set<NatFlag>> natFlags = natFlags(flags);
    Optional<Json> port = body.get("port");
    Optional<PortRange> ports = port.flatMap(ValueReader::ports);
    if (natFlags.isEmpty() || port.isPresent() != ports.isPresent()) {
      return Optional.empty();
    }
    Json target = address.get();
    boolean isMap = target.kind().equals("map");
    if (isMap || ExpressionReader.field(target).isPresent() || isNumber(target)) {
      Expression key =
          ExpressionReader.read(isMap ? target.body().get("key").orElse(target) : target);
      var map =
          isMap
              ? target.body().get("data").flatMap(data -> ValueReader.lookup(key, data))
              : Optional.<Lookup>empty();
      return ports.isPresent() || map.isPresent() != isMap
          ? Optional.empty()
          : Optional.of(new Translation.NatBy(side, version, key, map, natFlags.get()));
    }
    return ValueReader.addresses(target)
        .map(range -> new Translation.Nat(side, version, range, ports, natFlags.get()));
  }

  private static boolean isNumber(Json json) {
    return json.kind().equals("numgen") || json.kind().equals("jhash");
  }

  private static Optional<Statement> masquerade(Json body) {
    Optional<Json> port = body.get("port");
    Optional<PortRange> ports = port.flatMap(ValueReader::ports);
    if ((body.value() != null && !body.hasOnly("port", "flags"))
        || port.isPresent() != ports.isPresent()) {
      return Optional.empty();
    }
    return natFlags(texts(body, "flags")).map(flags -> new Translation.Masquerade(ports, flags));
  }

  private static List<String> texts(Json body, String key) {
    return body.get(key).map(Json::items).orElse(List.of()).stream()
        .map(each -> each.text().orElseGet(each::words))
        .toList();
  }

  private static Optional<Set<NatFlag>> natFlags(List<String> names) {
    Set<NatFlag> flags = EnumSet.noneOf(NatFlag.class);
    for (String name : names) {
      Optional<NatFlag> flag =
          Arrays.stream(NatFlag.values()).filter(f -> f.toString().equals(name)).findFirst();
      if (flag.isEmpty()) {
        return Optional.empty();
      }
      flags.add(flag.get());
    }
    return Optional.of(flags);
  }
}
