package dev.netlab.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML document and its line, from 1. */
sealed interface YamlNode {
  int line();

  /** The same without lines: maps, lists, strings, numbers, booleans, null. */
  @Nullable Object value();

  /** The piece at a key or index. */
  default Optional<YamlNode> find(Object step) {
    return switch (this) {
      case Mapping mapping -> Optional.ofNullable(mapping.entries().get(String.valueOf(step)));
      case Sequence sequence ->
          step instanceof Integer i && i < sequence.items().size()
              ? Optional.of(sequence.items().get(i))
              : Optional.empty();
      case Scalar _ -> Optional.empty();
    };
  }

  /** The same, or this one where there is no such piece. */
  default YamlNode at(Object step) {
    return find(step).orElse(this);
  }

  record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {
    @Override
    public Object value() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      entries.forEach((key, piece) -> values.put(key, piece.value()));
      return values;
    }
  }

  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    @Override
    public Object value() {
      List<@Nullable Object> values = new ArrayList<>();
      items.forEach(piece -> values.add(piece.value()));
      return values;
    }
  }

  /**
   * A text, number, boolean or nothing.
   *
   * @param plain whether it stands without quotes, so that it may be something else than text
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern FRACTION =
        Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** By the core schema of YAML 1.2, section 10.3. */
    @Override
    public @Nullable Object value() {
      if (!plain) {
        return text;
      }
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> null;
        case "true", "True", "TRUE" -> true;
        case "false", "False", "FALSE" -> false;
        default -> {
          if (WHOLE.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number == (int) number) {
              yield (int) number; // what the model's choices between number and text know
            }
            yield number;
          }
          yield FRACTION.matcher(text).matches() ? Double.valueOf(text) : text;
        }
      };
    }
  }
}
