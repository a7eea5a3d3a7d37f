package dev.netlab.nft.ruleset;

import dev.netlab.nft.ruleset.Statement.NatFlag;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Statement.Side;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.IpFamily;
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

  StatementParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Statement statement() {
    return switch (tokens.peek()) {
      case "counter" -> counter();
      case "accept" -> decide(new Verdict.Accept());
      case "drop" -> decide(new Verdict.Drop());
      case "return" -> decide(new Verdict.Return());
      case "jump", "goto" -> {
        boolean returns = tokens.take().equals("jump");
        String chain = tokens.take();
        yield new Statement.Decide(returns ? new Verdict.Jump(chain) : new Verdict.Goto(chain));
      }
      case "notrack" -> {
        tokens.take();
        yield new Statement.Notrack();
      }
      case "reject" -> reject();
      case "dnat", "snat" -> nat();
      case "masquerade" -> masquerade();
      default -> {
        if (tokens.takeIf("meta", "mark", "set", "meta", "mark")) {
          yield mark();
        }
        if (tokens.takeIf("tcp", "option", "maxseg", "size", "set")) {
          yield new Statement.ClampMss(
              tokens.takeIf("rt", "mtu")
                  ? Optional.empty()
                  : Optional.of(Numbers.parse(tokens.take())));
        }
        yield match();
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

  private Statement decide(Verdict verdict) {
    tokens.take();
    return new Statement.Decide(verdict);
  }

  private Statement reject() {
    tokens.take();
    return new Statement.Reject(tokens.takeIf("with") ? tokens.take() + " " + tokens.take() : "");
  }

  private Statement mark() {
    if (tokens.takeIf("|")) {
      return new Statement.MarkOr(Numbers.parse(tokens.take()));
    }
    tokens.expect("&");
    return new Statement.MarkAnd(Numbers.parse(tokens.take()));
  }

  private Statement nat() {
    Side side = tokens.take().equals("snat") ? Side.SNAT : Side.DNAT;
    Optional<IpFamily> family =
        tokens.takeIf("ip")
            ? Optional.of(IpFamily.V4)
            : tokens.takeIf("ip6") ? Optional.of(IpFamily.V6) : Optional.empty();
    if (tokens.takeIf("prefix", "to")) {
      return new Statement.NatPrefix(side, family, Prefix.parse(tokens.take()));
    }
    tokens.expect("to");
    String target = tokens.take();
    int end = target.startsWith("[") ? target.lastIndexOf(']') + 1 : target.indexOf(':');
    boolean hasPorts = end > 0 && (target.startsWith("[") || isOnlyColon(target, end));
    String addresses = hasPorts ? target.substring(0, end) : target;
    return new Statement.Nat(
        side,
        family,
        AddressRange.parse(addresses.replaceAll("[\\[\\]]", "")),
        hasPorts ? Optional.of(PortRange.parse(target.substring(end + 1))) : Optional.empty(),
        flags());
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
    return new Statement.Masquerade(ports, flags());
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

  private Statement match() {
    Field field = field();
    Expression left =
        tokens.takeIf("&") ? new Expression.Masked(field, Numbers.parse(tokens.take())) : field;
    Relation relation = tokens.takeIf("!=") ? Relation.NOT_EQUAL : Relation.EQUAL;
    if (relation == Relation.EQUAL) {
      tokens.takeIf("==");
    }
    return new Statement.Match(left, relation, operand(field));
  }

  private Field field() {
    for (Field field : Field.values()) {
      if (tokens.takeIf(field.text().split(" "))) {
        return field;
      }
    }
    throw tokens.unexpected("a statement");
  }

  private Operand operand(Field field) {
    if (field.kind() == Field.Kind.FLAGS && !tokens.peek().equals("{")) {
      List<String> set = names();
      return new Operand.Flags(set, tokens.takeIf("/") ? names() : List.of());
    }
    if (!tokens.takeIf("{")) {
      return literal(field, tokens.take());
    }
    List<Literal> elements = new ArrayList<>();
    do {
      tokens.skipLines(); // nft breaks long sets
      elements.add(literal(field, tokens.take()));
    } while (tokens.takeIf(","));
    tokens.skipLines();
    tokens.expect("}");
    return new Operand.AnonymousSet(elements);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    do {
      names.add(tokens.take());
    } while (tokens.takeIf(","));
    return names;
  }

  private static Literal literal(Field field, String text) {
    return switch (field.kind()) {
      case INTERFACE ->
          new Literal.Interface(new InterfaceName(text.substring(1, text.length() - 1)));
      case ADDRESS -> new Literal.Addresses(AddressRange.parse(text));
      case PORT -> new Literal.Ports(PortRange.parse(text));
      case BITS -> new Literal.Bits(Numbers.parse(text));
      case SYMBOL, FLAGS -> new Literal.Symbol(text);
    };
  }
}
