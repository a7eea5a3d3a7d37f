package dev.netlab.nft.ruleset;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One element of a set or map.
 *
 * @param value the value that a map contains for the key; absent in a set
 * @param comment where the element comes from; empty for no comment
 * @param expires the time until the element is removed; absent if it stays until it is deleted
 */
public record SetElement(
    Literal key, Optional<MapValue> value, String comment, Optional<Duration> expires) {
  /** An element of a set. */
  public static SetElement of(Literal key) {
    return new SetElement(key, Optional.empty(), "", Optional.empty());
  }

  /** An element of a map. */
  public static SetElement of(Literal key, MapValue value) {
    return new SetElement(key, Optional.of(value), "", Optional.empty());
  }

  /** A copy of this element with a comment that says where it comes from. */
  public SetElement from(String origin) {
    return new SetElement(key, value, origin, expires);
  }

  /** The parts of the element that this model cannot represent, as listed. */
  public Stream<String> unknown() {
    return Stream.concat(
        key.unknown(),
        value.stream()
            .flatMap(v -> v instanceof Literal literal ? literal.unknown() : Stream.empty()));
  }

  String text() {
    return key.text()
        + (comment.isEmpty() ? "" : " comment \"" + comment + "\"")
        + value.map(v -> " : " + v.text()).orElse("");
  }
}
