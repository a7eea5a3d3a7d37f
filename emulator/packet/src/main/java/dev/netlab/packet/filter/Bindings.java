package dev.netlab.packet.filter;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values that were found for variables.
 *
 * @param values by name without {@code $}; each value as in a packet expression
 */
public record Bindings(Map<String, String> values) {
  public static final Bindings NONE = new Bindings(Map.of());

  public Bindings {
    values = Map.copyOf(values);
  }

  /** The value that was found for a variable. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** These bindings plus one more; empty if the variable already has a different value. */
  public Optional<Bindings> bind(String name, String value) {
    String known = values.get(name);
    if (known != null) {
      return known.equals(value) ? Optional.of(this) : Optional.empty();
    }
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return Optional.of(new Bindings(more));
  }

  /** {@code $p = 17806, $q = 36252}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append('$')
                    .append(name)
                    .append(" = ")
                    .append(value));
    return text.toString();
  }
}
