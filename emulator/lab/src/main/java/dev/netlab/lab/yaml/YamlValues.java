package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import dev.netlab.lab.PrintableText;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts YAML to expected values, or reports a problem. An empty result means that a problem was
 * reported.
 */
record YamlValues(Problems problems) {
  /** MAX_ARG_STRLEN (linux/binfmts.h) minus the terminating zero. */
  private static final int LONGEST_ARGUMENT = (1 << 17) - 1;

  private static final Pattern ENTRY_WITHOUT_BLANK = Pattern.compile("([a-z-]+):(\\S.*)");

  /**
   * The entries of a mapping. An absent value counts as an empty mapping.
   *
   * @param what for messages: {@code nodes}
   */
  List<YamlNode.Entry> entries(YamlNode yaml, String what) {
    return switch (yaml) {
      case YamlNode.Mapping mapping -> distinct(mapping);
      case YamlNode.Scalar scalar when scalar.isNothing() -> List.of();
      case YamlNode.Sequence list -> {
        problems.add(
            list.at(),
            "%s is a list; write a mapping (name: value)%s"
                .formatted(
                    what, list.items().isEmpty() ? "" : ", " + asEntry(list.items().getFirst())));
        yield List.of();
      }
      case YamlNode.Scalar scalar -> {
        wrong(yaml.at(), what, "a mapping (name: value)" + withBlank(scalar), yaml);
        yield List.of();
      }
    };
  }

  /** Shows how a list item would be written as an entry of a mapping. */
  private static String asEntry(YamlNode item) {
    return switch (item) {
      case YamlNode.Mapping mapping when !mapping.entries().isEmpty() -> {
        YamlNode.Entry first = mapping.entries().getFirst();
        String key = first.key().text();
        yield first.value() instanceof YamlNode.Scalar name
                && (key.equals("name") || key.equals("id"))
            ? "with '%s:' in place of '- %s: %s'".formatted(name.text(), key, name.text())
            : "with '%s:' in place of '- %s:'".formatted(key, key);
      }
      case YamlNode.Scalar scalar -> {
        String[] parts = scalar.text().split("\\s*[=:]\\s*|\\s+", 2);
        yield parts.length == 2
            ? "with '%s: %s' in place of '- %s'".formatted(parts[0], parts[1], scalar.text())
            : "with '%s:' and its value in place of '- %s'".formatted(parts[0], scalar.text());
      }
      case YamlNode.Mapping _, YamlNode.Sequence _ -> "without -";
    };
  }

  /** In YAML, a colon without a blank after it is an ordinary character. */
  private static String withBlank(YamlNode.Scalar scalar) {
    Matcher entry = ENTRY_WITHOUT_BLANK.matcher(scalar.text());
    return scalar.plain() && entry.matches()
        ? ", with a blank behind the colon: %s: %s".formatted(entry.group(1), entry.group(2))
        : "";
  }

  private List<YamlNode.Entry> distinct(YamlNode.Mapping mapping) {
    Map<String, YamlNode.Entry> first = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!PrintableText.isPrintable(entry.key().text())) {
        problems.add(
            entry.key().at(),
            "the key '%s' has a character that cannot be seen; write it without"
                .formatted(entry.key().text()));
        continue;
      }
      YamlNode.Entry before = first.putIfAbsent(entry.key().text(), entry);
      if (before != null) {
        problems.add(
            entry.key().at(),
            "'%s' is there already at line %d; remove one of them"
                .formatted(entry.key().text(), before.key().at().line()));
      }
    }
    return List.copyOf(first.values());
  }

  /** A single line of text that is not empty. */
  Optional<YamlNode.Scalar> text(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Scalar scalar && !scalar.isNothing() && !scalar.text().isBlank()) {
      if (scalar.text().chars().anyMatch(Character::isISOControl)) {
        problems.add(
            scalar.at(), what + " has a line break or control character; write it in one line");
        return Optional.empty();
      }
      return Optional.of(scalar);
    }
    if (yaml instanceof YamlNode.Mapping mapping
        && mapping.entries().size() == 1
        && mapping.entries().getFirst().value() instanceof YamlNode.Scalar value) {
      problems.add(
          yaml.at(),
          "%s is a mapping, as YAML reads ': '; write text, in quotes if it has a colon: \"%s: %s\""
              .formatted(what, mapping.entries().getFirst().key().text(), value.text()));
      return Optional.empty();
    }
    wrong(yaml.at(), what, "text", yaml);
    return Optional.empty();
  }

  /** Text of any number of lines, such as the content of a file; a quoted text may be empty. */
  Optional<YamlNode.Scalar> content(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
      if (scalar.text().indexOf('\0') >= 0) {
        problems.add(scalar.at(), what + " has a zero byte; remove it");
        return Optional.empty();
      }
      return Optional.of(scalar);
    }
    wrong(yaml.at(), what, "text", yaml);
    return Optional.empty();
  }

  /**
   * Whether the kernel accepts a text as one argument of a program; otherwise a problem is
   * reported.
   */
  boolean isCommand(YamlNode.Scalar text, String what) {
    int bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_ARGUMENT) {
      problems.add(
          text.at(),
          "%s has %d bytes, the kernel allows %d; put it into a file of a container"
              .formatted(what, bytes, LONGEST_ARGUMENT));
    }
    return bytes <= LONGEST_ARGUMENT;
  }

  /** Text of one or more lines that is not empty. */
  Optional<YamlNode.Scalar> lines(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Scalar scalar && !scalar.isNothing() && scalar.text().isBlank()) {
      problems.add(yaml.at(), what + " is blank; write text");
      return Optional.empty();
    }
    return content(yaml, what);
  }

  /** One text, or a list of texts. */
  List<YamlNode.Scalar> texts(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Mapping) {
      wrong(yaml.at(), what, "text, or a list of texts (- TEXT)", yaml);
      return List.of();
    }
    List<YamlNode.Scalar> texts = new ArrayList<>();
    for (YamlNode item : items(yaml)) {
      text(item, what).ifPresent(texts::add);
    }
    return texts;
  }

  /** The items of a list; any other node counts as a list of one item. */
  static List<YamlNode> items(YamlNode yaml) {
    return switch (yaml) {
      case YamlNode.Sequence sequence -> sequence.items();
      case YamlNode.Scalar scalar when scalar.isNothing() -> List.of();
      case YamlNode.Mapping _, YamlNode.Scalar _ -> List.of(yaml);
    };
  }

  /** The items of a required list. */
  List<YamlNode> list(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Mapping
        || (yaml instanceof YamlNode.Scalar scalar && !scalar.isNothing())) {
      wrong(yaml.at(), what, "a list", yaml);
      return List.of();
    }
    return items(yaml);
  }

  /** An integer, decimal or hexadecimal with 0x. */
  OptionalInt number(YamlNode yaml, String what, int min, int max) {
    OptionalLong number = number(yaml, what, (long) min, (long) max);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  /** An integer of up to 63 bits, decimal or hexadecimal with 0x. */
  OptionalLong number(YamlNode yaml, String what, long min, long max) {
    String range = "a whole number from " + min + " to " + max;
    if (yaml instanceof YamlNode.Scalar scalar
        && !scalar.plain()
        && scalar.text().matches("[0-9]+")) {
      wrong(yaml.at(), what, range + ", without quotes", yaml);
      return OptionalLong.empty();
    }
    if (yaml instanceof YamlNode.Scalar scalar
        && scalar.plain()
        && scalar.text().matches("-?[0-9]{1,15}|0x[0-9a-fA-F]{1,12}")) {
      long number = Long.decode(scalar.text().replaceFirst("^(-?)0+(?=[0-9])", "$1"));
      if (min <= number && number <= max) {
        return OptionalLong.of(number);
      }
    }
    wrong(yaml.at(), what, range, yaml);
    return OptionalLong.empty();
  }

  Optional<Boolean> truth(YamlNode yaml, String what) {
    if (yaml instanceof YamlNode.Scalar scalar && scalar.plain()) {
      if (scalar.text().equals("true") || scalar.text().equals("false")) {
        return Optional.of(scalar.text().equals("true"));
      }
    }
    wrong(yaml.at(), what, "true or false", yaml);
    return Optional.empty();
  }

  /** One of several words. */
  <T> Optional<T> choice(YamlNode yaml, String what, Map<String, T> choices) {
    if (yaml instanceof YamlNode.Scalar scalar) {
      T choice = choices.get(scalar.text());
      if (choice != null) {
        return Optional.of(choice);
      }
    }
    wrong(yaml.at(), what, String.join(" or ", choices.keySet().stream().sorted().toList()), yaml);
    return Optional.empty();
  }

  /** An IP address, never a host name. */
  Optional<InetAddress> address(YamlNode yaml, String what) {
    Optional<InetAddress> address =
        yaml instanceof YamlNode.Scalar scalar ? Addresses.parse(scalar.text()) : Optional.empty();
    if (address.isEmpty()) {
      boolean several = yaml instanceof YamlNode.Scalar scalar && scalar.text().contains(",");
      wrong(
          yaml.at(),
          what,
          several
              ? "one IP address, or a list of them in [ ]"
              : "an IP address such as 192.0.2.1 or 2001:db8::1",
          yaml);
    }
    return address;
  }

  private void wrong(Location at, String what, String expected, YamlNode is) {
    problems.add(
        at,
        is instanceof YamlNode.Scalar scalar && scalar.isNothing()
            ? "%s is empty; write %s, or remove it".formatted(what, expected)
            : "%s is %s; write %s".formatted(what, is.kind(), expected));
  }
}
