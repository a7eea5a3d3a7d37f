package dev.netlab.nft.policy;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The values that a packet may and may not have.
 *
 * @param anyOf the value must be one of these; empty for any value
 * @param noneOf the value must not be one of these
 */
public record Values<T>(List<T> anyOf, List<T> noneOf) {
  public Values {
    anyOf = List.copyOf(anyOf);
    noneOf = List.copyOf(noneOf);
  }

  /** No condition. */
  public static <T> Values<T> any() {
    return new Values<>(List.of(), List.of());
  }

  /** One of these values. */
  public static <T> Values<T> of(List<T> values) {
    return new Values<>(values, List.of());
  }

  /** None of these values. */
  public static <T> Values<T> not(List<T> values) {
    return new Values<>(List.of(), values);
  }

  /** Whether these values include everything that others include, as far as their lists show. */
  boolean cover(Values<T> others, BiPredicate<T, T> contains) {
    boolean wide =
        anyOf.isEmpty()
            || (!others.anyOf.isEmpty()
                && others.anyOf.stream()
                    .allMatch(o -> anyOf.stream().anyMatch(a -> contains.test(a, o))));
    return wide && others.noneOf.containsAll(noneOf);
  }

  public boolean isAny() {
    return anyOf.isEmpty() && noneOf.isEmpty();
  }

  Stream<T> all() {
    return Stream.concat(anyOf.stream(), noneOf.stream());
  }
}
