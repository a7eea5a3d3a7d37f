package dev.netlab.nft.ruleset;

import dev.netlab.nft.ruleset.Expression.Numgen.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what a rule looks at. */
final class ExpressionParser {
  private final Tokens tokens;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Whether an expression comes next, and not an address. */
  boolean isNext() {
    return tokens.peek().equals("numgen")
        || tokens.peek().equals("jhash")
        || Arrays.stream(Field.values())
            .map(field -> field.text().split(" "))
            .anyMatch(words -> words[0].equals(tokens.peek()));
  }

  Expression expression() {
    if (tokens.takeIf("numgen")) {
      Order order = tokens.takeIf("inc") ? Order.INC : Order.RANDOM;
      if (order == Order.RANDOM) {
        tokens.expect("random");
      }
      return new Expression.Numgen(order, mod());
    }
    if (tokens.takeIf("jhash")) {
      List<Field> key = fields();
      int mod = mod();
      Optional<Integer> seed =
          tokens.takeIf("seed") ? Optional.of(Numbers.parse(tokens.take())) : Optional.empty();
      return new Expression.Jhash(key, mod, seed);
    }
    List<Field> fields = fields();
    if (fields.size() > 1) {
      return new Expression.Concat(fields);
    }
    return tokens.takeIf("&")
        ? new Expression.Masked(fields.getFirst(), Numbers.parse(tokens.take()))
        : fields.getFirst();
  }

  private int mod() {
    tokens.expect("mod");
    return Numbers.parse(tokens.take());
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    do {
      fields.add(field());
    } while (tokens.takeIf("."));
    return fields;
  }

  private Field field() {
    for (Field field : Field.values()) {
      if (tokens.takeIf(field.text().split(" "))) {
        return field;
      }
    }
    throw tokens.unexpected("a statement");
  }

  /** How the parts of values of an expression are written. */
  static List<Field.Kind> kinds(Expression expression) {
    return switch (expression) {
      case Field field -> List.of(field.kind());
      case Expression.Masked masked -> List.of(masked.field().kind());
      case Expression.Concat concat -> concat.fields().stream().map(Field::kind).toList();
      case Expression.Numgen _, Expression.Jhash _ -> List.of(Field.Kind.NUMBER);
    };
  }
}
