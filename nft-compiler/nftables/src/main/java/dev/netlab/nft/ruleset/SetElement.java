package dev.netlab.nft.ruleset;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One element of a set or map.
 *
 * @param value what a map has for the key, absent in a set
 * @param comment where it comes from, empty for none
 * @param expires how long it will stay, absent for one that stays until it is taken out
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

  /** The same, with where it comes from. */
  public SetElement from(String origin) {
    return new SetElement(key, value, origin, expires);
  }

  /** The parts of it that this model has no word for, as they were listed. */
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
