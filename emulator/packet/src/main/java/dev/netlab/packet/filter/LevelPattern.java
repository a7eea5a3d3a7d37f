package dev.netlab.packet.filter;

import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Malformed;
import dev.netlab.packet.Packet;
import dev.netlab.packet.Payload;
import dev.netlab.packet.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an expression requires of one level.
 *
 * @param demands requirements on single fields, in the order written
 * @param contents texts that the bytes after the level's headers must contain
 */
record LevelPattern(List<Requirement> demands, List<String> contents) {
  /** A requirement on one field. */
  record Requirement(Field field, ValuePattern pattern) {}

  LevelPattern {
    demands = List.copyOf(demands);
    contents = List.copyOf(contents);
  }

  Optional<Bindings> match(Packet packet, EncapLevel level, Bindings bindings) {
    Optional<Bindings> found = Optional.of(bindings);
    for (Requirement demand : demands) {
      found =
          found.flatMap(
              known ->
                  demand.field.read(level).flatMap(value -> demand.pattern.accept(value, known)));
      if (found.isEmpty()) {
        return found;
      }
    }
    return contents.stream().allMatch(text -> contains(packet, level, text))
        ? found
        : Optional.empty();
  }

  /** The ways in which a level differs from the requirements. */
  List<Difference> differences(Packet packet, EncapLevel level, Bindings bindings) {
    List<Difference> differences = new ArrayList<>();
    Bindings known = bindings;
    for (Requirement demand : demands) {
      Field field = demand.field;
      Optional<String> seen = field.read(level);
      Bindings before = known;
      Optional<Bindings> accepted = seen.flatMap(value -> demand.pattern.accept(value, before));
      if (accepted.isPresent()) {
        known = accepted.get();
      } else {
        differences.add(
            new Difference(field.label(), seen, demand.pattern.describe(known), field.weight()));
      }
    }
    for (String text : contents) {
      if (!contains(packet, level, text)) {
        differences.add(new Difference("contents", Optional.empty(), '"' + text + '"', 1));
      }
    }
    return differences;
  }

  private static boolean contains(Packet packet, EncapLevel level, String text) {
    int from = 0;
    for (Layer layer : level.layers()) {
      from = layer.offset() + headerBytes(layer);
    }
    return !level.layers().isEmpty()
        && packet.indexOf(text.getBytes(StandardCharsets.UTF_8), from) >= 0;
  }

  /**
   * A lower bound of the header's length, sufficient to keep text searches out of addresses and
   * ports.
   */
  private static int headerBytes(Layer layer) {
    return layer instanceof Transport
        ? 8
        : layer instanceof Payload || layer instanceof Malformed ? 0 : 4;
  }
}
