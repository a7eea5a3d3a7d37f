package dev.netlab.nft.listing;

import dev.netlab.nft.PolicyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * A value in nft's JSON.
 *
 * @param value a map, a list, a string, a number, a boolean or null
 */
record Json(@Nullable Object value) {
  /**
   * Parses a text.
   *
   * @throws PolicyException if it is not JSON
   */
  static Json parse(String text) {
    try {
      return new Json(JSON.std.anyFrom(text));
    } catch (JacksonException e) {
      throw new PolicyException("nft's JSON cannot be read: " + e.getOriginalMessage());
    }
  }

  /** A member of an object. */
  Optional<Json> get(String key) {
    return value instanceof Map<?, ?> map && map.containsKey(key)
        ? Optional.of(new Json(map.get(key)))
        : Optional.empty();
  }

  /** A member that is a string. */
  Optional<String> text(String key) {
    return get(key).flatMap(Json::text);
  }

  Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A member that is a whole number. */
  OptionalLong number(String key) {
    return get(key).map(Json::number).orElseGet(OptionalLong::empty);
  }

  OptionalLong number() {
    return value instanceof Integer || value instanceof Long
        ? OptionalLong.of(((Number) value).longValue())
        : OptionalLong.empty();
  }

  boolean isList() {
    return value instanceof List<?>;
  }

  /**
   * The elements of an array. Any other value is returned as the only element, because nft omits
   * the brackets of single elements.
   */
  List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of(this);
  }

  /** The only key of an object; empty for anything else. */
  String kind() {
    return value instanceof Map<?, ?> map && map.size() == 1
        ? String.valueOf(map.keySet().iterator().next())
        : "";
  }

  /** The value of the only key of an object. */
  Json body() {
    return get(kind()).orElse(this);
  }

  /** Whether an object contains no keys other than these. */
  boolean hasOnly(String... keys) {
    return value instanceof Map<?, ?> map && List.of(keys).containsAll(map.keySet());
  }

  /** The text as nft prints it. */
  String words() {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + ": " + new Json(e.getValue()).words())
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(e -> new Json(e).words()).collect(Collectors.joining(", ", "[", "]"));
      case String text -> quoted(text);
      case null -> "null";
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
