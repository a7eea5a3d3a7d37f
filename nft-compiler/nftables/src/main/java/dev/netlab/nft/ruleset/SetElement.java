package dev.netlab.nft.ruleset;

import java.util.Optional;

/**
 * One element of a set or map.
 *
 * @param value what a map has for the key, absent in a set
 * @param comment where it comes from, empty for none
 */
public record SetElement(Literal key, Optional<MapValue> value, String comment) {
  /** An element of a set. */
  public static SetElement of(Literal key) {
    return new SetElement(key, Optional.empty(), "");
  }

  /** An element of a map. */
  public static SetElement of(Literal key, MapValue value) {
    return new SetElement(key, Optional.of(value), "");
  }

  /** The same, with where it comes from. */
  public SetElement from(String origin) {
    return new SetElement(key, value, origin);
  }

  String text() {
    return key.text()
        + (comment.isEmpty() ? "" : " comment \"" + comment + "\"")
        + value.map(v -> " : " + v.text()).orElse("");
  }
}
