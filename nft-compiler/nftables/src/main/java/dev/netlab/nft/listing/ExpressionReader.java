package dev.netlab.nft.listing;

import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Expression.Numgen.Order;
import dev.netlab.nft.ruleset.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the expressions of a rule (EXPRESSIONS of libnftables-json(5)). */
final class ExpressionReader {
  private static final Map<String, Field> FIELDS =
      Arrays.stream(Field.values()).collect(Collectors.toMap(Field::text, Function.identity()));

  private ExpressionReader() {}

  static Expression read(Json json) {
    return known(json).orElseGet(() -> new Expression.Unknown(json.words()));
  }

  private static Optional<Expression> known(Json json) {
    Json body = json.body();
    return switch (json.kind()) {
      case "concat" -> fields(body).filter(fields -> fields.size() > 1).map(Expression.Concat::new);
      case "&" -> masked(body.items());
      case "numgen" -> numgen(body);
      case "jhash" -> jhash(body);
      default -> field(json).map(field -> field);
    };
  }

  /** The field, if the JSON is a single field. */
  static Optional<Field> field(Json json) {
    Json body = json.body();
    String name =
        switch (json.kind()) {
          case "meta" -> meta(body);
          case "payload" ->
              body.hasOnly("protocol", "field")
                  ? body.text("protocol").orElse("") + " " + body.text("field").orElse("")
                  : "";
          case "ct" -> body.hasOnly("key") ? "ct " + body.text("key").orElse("") : "";
          case "fib" -> fib(body);
          default -> "";
        };
    return Optional.ofNullable(FIELDS.get(name));
  }

  private static String meta(Json body) {
    String key = body.text("key").orElse("");
    return key.equals("iifname") || key.equals("oifname") ? key : "meta " + key;
  }

  private static String fib(Json body) {
    List<Json> flags = body.get("flags").map(Json::items).orElse(List.of());
    return flags.size() == 1
        ? "fib %s %s".formatted(flags.getFirst().text().orElse(""), body.text("result").orElse(""))
        : "";
  }

  private static Optional<List<Field>> fields(Json json) {
    List<Field> fields = json.items().stream().flatMap(each -> field(each).stream()).toList();
    return fields.size() == json.items().size() ? Optional.of(fields) : Optional.empty();
  }

  private static Optional<Expression> masked(List<Json> operands) {
    if (operands.size() != 2) {
      return Optional.empty();
    }
    OptionalLong mask = operands.getLast().number();
    return field(operands.getFirst())
        .filter(field -> field.kind() == Field.Kind.BITS && mask.isPresent())
        .map(field -> new Expression.Masked(field, (int) mask.getAsLong()));
  }

  private static Optional<Expression> numgen(Json body) {
    Optional<Order> order =
        Arrays.stream(Order.values())
            .filter(o -> body.text("mode").filter(o.toString()::equals).isPresent())
            .findFirst();
    return order
        .filter(_ -> startsAtZero(body))
        .map(o -> new Expression.Numgen(o, (int) body.number("mod").getAsLong()));
  }

  private static Optional<Expression> jhash(Json body) {
    Optional<Integer> seed =
        body.get("seed").map(Json::number).map(number -> (int) number.orElseThrow());
    return body.get("expr")
        .filter(_ -> startsAtZero(body))
        .flatMap(key -> fields(key.kind().equals("concat") ? key.body() : key))
        .map(key -> new Expression.Jhash(key, (int) body.number("mod").getAsLong(), seed));
  }

  private static boolean startsAtZero(Json body) {
    return body.number("mod").isPresent() && body.number("offset").orElse(0) == 0;
  }
}
