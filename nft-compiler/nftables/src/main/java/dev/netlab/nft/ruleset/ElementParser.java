package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the elements of sets and maps, and the values and verdicts in them. */
final class ElementParser {
  private final Tokens tokens;

  ElementParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Elements in braces; those that packets put there, which will expire, are left out.
   *
   * @param key how the parts of a key are written
   */
  List<SetElement> elements(List<Field.Kind> key) {
    tokens.expect("{");
    List<SetElement> elements = new ArrayList<>();
    do {
      tokens.skipLines(); // nft breaks long sets
      Literal literal = literal(key);
      boolean lasts = true;
      String comment = "";
      Optional<MapValue> value = Optional.empty();
      while (!tokens.peek().equals(",") && !tokens.peek().equals("}") && !tokens.atEnd()) {
        switch (tokens.take()) {
          case "timeout", "expires" -> {
            lasts = false;
            tokens.take();
          }
          case "comment" -> comment = unquoted(tokens.take());
          case ":" -> value = Optional.of(value());
          case "\n" -> {}
          default -> throw tokens.unexpected("an element's end before this");
        }
      }
      if (lasts) {
        elements.add(new SetElement(literal, value, comment));
      }
    } while (tokens.takeIf(","));
    tokens.expect("}");
    return elements;
  }

  private MapValue value() {
    return switch (tokens.peek()) {
      case "accept", "drop", "return", "jump", "goto" -> verdict();
      default -> literalOfAnyKind();
    };
  }

  Verdict verdict() {
    return switch (tokens.take()) {
      case "accept" -> new Verdict.Accept();
      case "drop" -> new Verdict.Drop();
      case "return" -> new Verdict.Return();
      case "jump" -> new Verdict.Jump(tokens.take());
      case "goto" -> new Verdict.Goto(tokens.take());
      default -> throw tokens.unexpected("a verdict before this");
    };
  }

  /** Maps translate to an address, or to an address and a port. */
  private Literal literalOfAnyKind() {
    List<Literal> parts = new ArrayList<>();
    do {
      parts.add(literal(parts.isEmpty() ? Field.Kind.ADDRESS : Field.Kind.PORT, tokens.take()));
    } while (tokens.takeIf("."));
    return parts.size() == 1 ? parts.getFirst() : new Literal.Tuple(parts);
  }

  Literal literal(List<Field.Kind> kinds) {
    List<Literal> parts = new ArrayList<>();
    for (Field.Kind kind : kinds) {
      if (!parts.isEmpty()) {
        tokens.expect(".");
      }
      parts.add(literal(kind, tokens.take()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Literal.Tuple(parts);
  }

  private static Literal literal(Field.Kind kind, String text) {
    return switch (kind) {
      case INTERFACE -> new Literal.Interface(new InterfaceName(unquoted(text)));
      case ADDRESS -> new Literal.Addresses(AddressRange.parse(text));
      case PORT -> new Literal.Ports(PortRange.parse(text));
      case BITS -> new Literal.Bits(Numbers.parse(text));
      case NUMBER -> {
        int dash = text.indexOf('-');
        yield dash < 0
            ? new Literal.Numbered(Numbers.parse(text), Numbers.parse(text))
            : new Literal.Numbered(
                Numbers.parse(text.substring(0, dash)), Numbers.parse(text.substring(dash + 1)));
      }
      case PROTOCOL -> new Literal.Symbol(ProtocolNames.name(text));
      case SYMBOL, FLAGS -> new Literal.Symbol(text);
    };
  }

  static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }
}
