package dev.netlab.nft.ruleset;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Translation.NatFlag;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of a rule. */
final class StatementParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final ElementParser elements;

  StatementParser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
    this.elements = new ElementParser(tokens);
  }

  Statement statement() {
    return switch (tokens.peek()) {
      case "counter" -> counter();
      case "accept", "drop", "return", "jump", "goto" -> new Statement.Decide(elements.verdict());
      case "notrack" -> {
        tokens.take();
        yield new Statement.Notrack();
      }
      case "update" -> update();
      case "reject" -> reject();
      case "dnat", "snat" -> nat();
      case "masquerade" -> masquerade();
      default -> {
        if (tokens.takeIf("meta", "mark", "set", "meta", "mark")) {
          yield mark(Field.META_MARK);
        }
        if (tokens.takeIf("ct", "mark", "set", "ct", "mark")) {
          yield mark(Field.CT_MARK);
        }
        if (tokens.takeIf("tcp", "option", "maxseg", "size", "set")) {
          yield new Statement.ClampMss(
              tokens.takeIf("rt", "mtu")
                  ? Optional.empty()
                  : Optional.of(Numbers.parse(tokens.take())));
        }
        yield matchOrDispatch();
      }
    };
  }

  private Statement counter() {
    tokens.take();
    if (tokens.takeIf("packets")) {
      tokens.take();
      tokens.expect("bytes");
      tokens.take();
    }
    return new Statement.Counter();
  }

  private Statement reject() {
    tokens.take();
    return new Statement.Reject(tokens.takeIf("with") ? tokens.take() + " " + tokens.take() : "");
  }

  private Statement mark(Field mark) {
    if (tokens.takeIf("|")) {
      return new Statement.MarkOr(mark, Numbers.parse(tokens.take()));
    }
    tokens.expect("&");
    return new Statement.MarkAnd(mark, Numbers.parse(tokens.take()));
  }

  private Statement update() {
    tokens.take();
    String set = setName();
    tokens.expect("{");
    Expression key = expressions.expression();
    tokens.expect("}");
    return new Statement.Update(set, key);
  }

  private Statement nat() {
    Side side = tokens.take().equals("snat") ? Side.SNAT : Side.DNAT;
    Optional<IpVersion> family =
        tokens.takeIf("ip")
            ? Optional.of(IpVersion.IPV4)
            : tokens.takeIf("ip6") ? Optional.of(IpVersion.IPV6) : Optional.empty();
    if (tokens.takeIf("prefix", "to")) {
      return new Translation.NatPrefix(side, family, Prefix.parse(tokens.take()));
    }
    tokens.expect("to");
    if (expressions.isNext()) {
      return natBy(side, family);
    }
    String target = tokens.take();
    int end = target.startsWith("[") ? target.lastIndexOf(']') + 1 : target.indexOf(':');
    boolean hasPorts = end > 0 && (target.startsWith("[") || isOnlyColon(target, end));
    String addresses = hasPorts ? target.substring(0, end) : target;
    return new Translation.Nat(
        side,
        family,
        AddressRange.parse(addresses.replaceAll("[\\[\\]]", "")),
        hasPorts ? Optional.of(PortRange.parse(target.substring(end + 1))) : Optional.empty(),
        flags());
  }

  private Statement natBy(Side side, Optional<IpVersion> family) {
    Expression key = expressions.expression();
    Optional<Lookup> map = Optional.empty();
    if (tokens.takeIf("map")) {
      map = Optional.of(lookup(key));
    }
    return new Translation.NatBy(side, family, key, map, flags());
  }

  private static boolean isOnlyColon(String target, int colon) {
    return target.indexOf(':', colon + 1) < 0;
  }

  private Statement masquerade() {
    tokens.take();
    Optional<PortRange> ports =
        tokens.takeIf("to")
            ? Optional.of(PortRange.parse(tokens.take().substring(1)))
            : Optional.empty();
    return new Translation.Masquerade(ports, flags());
  }

  private Set<NatFlag> flags() {
    Set<NatFlag> flags = EnumSet.noneOf(NatFlag.class);
    do {
      String word = tokens.peek();
      Arrays.stream(NatFlag.values())
          .filter(flag -> flag.toString().equals(word))
          .findFirst()
          .ifPresent(
              flag -> {
                flags.add(flag);
                tokens.take();
              });
    } while (tokens.takeIf(","));
    return flags;
  }

  private Statement matchOrDispatch() {
    Expression left = expressions.expression();
    if (tokens.takeIf("vmap")) {
      return new Statement.Dispatch(left, lookup(left));
    }
    Relation relation = tokens.takeIf("!=") ? Relation.NOT_EQUAL : Relation.EQUAL;
    if (relation == Relation.EQUAL) {
      tokens.takeIf("==");
    }
    return new Statement.Match(left, relation, operand(left));
  }

  private Operand operand(Expression left) {
    if (tokens.peek().startsWith("@")) {
      return new Operand.NamedSet(setName());
    }
    List<Field.Kind> kinds = ExpressionParser.kinds(left);
    if (kinds.equals(List.of(Field.Kind.FLAGS)) && !tokens.peek().equals("{")) {
      List<String> set = names();
      return new Operand.Flags(set, tokens.takeIf("/") ? names() : List.of());
    }
    if (!tokens.peek().equals("{")) {
      return elements.literal(kinds);
    }
    return new Operand.AnonymousSet(
        elements.elements(kinds).stream().map(SetElement::key).toList());
  }

  private Lookup lookup(Expression key) {
    return tokens.peek().startsWith("@")
        ? new Lookup.Named(setName())
        : new Lookup.Inline(elements.elements(ExpressionParser.kinds(key)));
  }

  private String setName() {
    String reference = tokens.take();
    if (!reference.startsWith("@")) {
      throw tokens.unexpected("@ and a set's name before this");
    }
    return reference.substring(1);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    do {
      names.add(tokens.take());
    } while (tokens.takeIf(","));
    return names;
  }
}
