package dev.netlab.nft.policy;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What a packet's value must be and must not be.
 *
 * @param anyOf one of these, or anything if empty
 * @param noneOf and none of these
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

  /** One of these. */
  public static <T> Values<T> of(List<T> values) {
    return new Values<>(values, List.of());
  }

  /** None of these. */
  public static <T> Values<T> not(List<T> values) {
    return new Values<>(List.of(), values);
  }

  /** Whether these allow all that others allow, as far as their lists tell. */
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
