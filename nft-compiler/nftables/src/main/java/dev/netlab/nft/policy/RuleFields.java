package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fields of one rule as written. Errors in fields are reported, not thrown. */
final class RuleFields {
  private final Map<String, List<String>> fields;
  private final Consumer<PolicyException> problems;
  private final Set<String> faulty = new HashSet<>();

  RuleFields(Map<String, List<String>> fields, Consumer<PolicyException> problems) {
    this.fields = fields;
    this.problems = problems;
  }

  boolean areSound() {
    return faulty.isEmpty();
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** The number of values that a field contains. */
  int count(String field) {
    return fields.getOrDefault(field, List.of()).size();
  }

  /** A value built from several fields; absent if the fields contradict each other. */
  <T> Optional<T> built(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (PolicyException e) {
      report(e);
      return Optional.empty();
    }
  }

  void report(PolicyException problem) {
    faulty.add(problem.field());
    problems.accept(problem);
  }

  void reportUnknown(Set<String> known) {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        report(new PolicyException(field, "unknown field; " + Suggestion.among(known, field)));
      }
    }
  }

  /** Every value of a field that could be read; empty if the field is absent. */
  <T> List<T> all(String field, Function<String, T> reader) {
    List<String> texts = fields.get(field);
    if (texts == null) {
      return List.of();
    }
    if (texts.isEmpty()) {
      report(new PolicyException(field, "is empty; give a value or leave it out"));
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        values.add(reader.apply(texts.get(i)));
      } catch (IllegalArgumentException e) {
        report(PolicyException.at(field, i, e));
      }
    }
    return values;
  }

  <T> Values<T> both(String field, Function<String, T> reader) {
    return new Values<>(all(field, reader), all("not-" + field, reader));
  }

  /** The only value of a field; absent if the field is missing or invalid. */
  <T> Optional<T> one(String field, Function<String, T> reader) {
    List<T> values = all(field, reader);
    if (values.size() > 1) {
      report(new PolicyException(field, "takes one value, not " + values.size()));
      return Optional.empty();
    }
    return values.stream().findFirst();
  }

  /** The only value of a mandatory field. */
  <T> Optional<T> required(String field, String meaning, Function<String, T> reader) {
    if (!fields.containsKey(field)) {
      report(new PolicyException(field, "is missing: " + meaning));
      return Optional.empty();
    }
    return one(field, reader);
  }

  /** An enum constant, written in lower case with hyphens. */
  static <E extends Enum<E>> Function<String, E> constant(Class<E> type) {
    return text -> {
      List<String> known = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (name.equals(text)) {
          return constant;
        }
        known.add(name);
      }
      throw new PolicyException("'" + text + "' is not one of " + String.join(", ", known));
    };
  }
}
