package dev.netlab.nft.policy;

import java.util.List;
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

  public boolean isAny() {
    return anyOf.isEmpty() && noneOf.isEmpty();
  }

  Stream<T> all() {
    return Stream.concat(anyOf.stream(), noneOf.stream());
  }
}
