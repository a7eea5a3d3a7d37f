package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads a mapping with known keys. Everything unknown or impossible in it is reported as a problem.
 */
final class MappingReader {
  private final Keys keys;
  private final String what;
  private final Location at;
  private final YamlValues values;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

  /**
   * Whether the YAML is a mapping. If not, this has been reported, and missing keys are not
   * reported.
   */
  private final boolean mapping;

  private boolean understood = true;

  /**
   * @param what what the mapping is, for messages: {@code node 'a'}
   * @param at where it begins for the user: at its key, or in a list at the mapping itself
   */
  MappingReader(YamlNode yaml, Keys keys, String what, Location at, Problems problems) {
    this.keys = keys;
    this.what = what;
    this.at = at;
    this.values = new YamlValues(problems);
    this.mapping =
        switch (yaml) {
          case YamlNode.Mapping _ -> true;
          case YamlNode.Scalar scalar -> scalar.isNothing();
          case YamlNode.Sequence _ -> false;
        };
    for (YamlNode.Entry entry : values.entries(yaml, what)) {
      String key = entry.key().text();
      if (keys.names().contains(key)) {
        entries.put(key, entry);
      } else if (keys.names().isEmpty()) {
        problems.add(entry.key().at(), what + " takes no keys; remove '" + key + "'");
      } else {
        problems.add(
            entry.key().at(), "%s has no key '%s'; %s".formatted(what, key, keys.advice(key)));
        understood = false;
      }
    }
    understood &= mapping;
  }

  /**
   * Whether all its keys are known. Otherwise, an unknown key may be a misspelling of a missing
   * key.
   */
  boolean isUnderstood() {
    return understood;
  }

  YamlValues values() {
    return values;
  }

  Problems problems() {
    return values.problems();
  }

  String what() {
    return what;
  }

  Location at() {
    return at;
  }

  /** The keys that are present, in the file's order. */
  List<String> present() {
    return List.copyOf(entries.keySet());
  }

  /** The place of a key, or the start of the mapping if the key is absent. */
  Location at(String key) {
    YamlNode.Entry entry = entries.get(key);
    return entry == null ? at : entry.key().at();
  }

  Optional<YamlNode> value(String key) {
    if (!keys.names().contains(key)) {
      throw new IllegalArgumentException(keys.schema() + " declares no key " + key);
    }
    return Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value);
  }

  Optional<YamlNode.Scalar> text(String key) {
    return value(key).flatMap(yaml -> values.text(yaml, key));
  }

  /** A required text. */
  Optional<YamlNode.Scalar> requiredText(String key) {
    return required(key).flatMap(yaml -> values.text(yaml, key));
  }

  Optional<YamlNode> required(String key) {
    Optional<YamlNode> value = value(key);
    if (value.isEmpty() && mapping) {
      problems().add(at, "%s has no %s; add %s:".formatted(what, key, key));
    }
    return value;
  }

  List<YamlNode.Scalar> texts(String key) {
    return value(key).map(yaml -> values.texts(yaml, key)).orElse(List.of());
  }

  /**
   * Required texts.
   *
   * @param few what fewer than {@code least} would mean, and what to do
   */
  List<YamlNode.Scalar> requiredTexts(String key, int least, String few) {
    List<YamlNode.Scalar> texts = texts(key);
    if (required(key).isPresent() && texts.size() < least) {
      problems().add(at(key), few);
    }
    return texts;
  }

  OptionalInt number(String key, int min, int max) {
    return value(key).map(yaml -> values.number(yaml, key, min, max)).orElseGet(OptionalInt::empty);
  }

  /** A number from 0 that may exceed 31 bits. */
  OptionalLong number(String key, long max) {
    return value(key).map(yaml -> values.number(yaml, key, 0, max)).orElseGet(OptionalLong::empty);
  }

  Optional<Boolean> truth(String key) {
    return value(key).flatMap(yaml -> values.truth(yaml, key));
  }

  <T> Optional<T> choice(String key, Map<String, T> choices) {
    return value(key).flatMap(yaml -> values.choice(yaml, key, choices));
  }

  Optional<InetAddress> address(String key) {
    return value(key).flatMap(yaml -> values.address(yaml, key));
  }

  /** The entries of the mapping at a key; none if the key is absent. */
  List<YamlNode.Entry> entries(String key) {
    return value(key).map(yaml -> values.entries(yaml, key)).orElse(List.of());
  }
}
