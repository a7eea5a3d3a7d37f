package dev.netlab.packet.filter;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.MacAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses single values, and remembers the type of value that each variable stands for. */
final class ValueParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern NUMBER = Pattern.compile("(?:0[xX][0-9a-fA-F]{1,15}|[0-9]{1,18})");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
  private static final int LAST_PORT = 65535;

  private final Map<String, Kind> variables = new HashMap<>();

  Map<String, Kind> variables() {
    return variables;
  }

  ValuePattern parse(Kind kind, Word word) {
    String text = word.text();
    if (word.quoted()) {
      throw word.error("a quoted text cannot stand here", "write " + kind.description());
    }
    if (text.startsWith("!")) {
      ValuePattern inner = parse(kind, new Word(text.substring(1), word.offset() + 1, false));
      if (inner instanceof ValuePattern.Any || inner instanceof ValuePattern.Not) {
        throw word.error("'" + text + "' can match nothing", "write a value behind !");
      }
      return new ValuePattern.Not(inner);
    }
    if (text.equals("*")) {
      return new ValuePattern.Any();
    }
    if (text.startsWith("$")) {
      return variable(kind, word);
    }
    return switch (kind) {
      case MAC -> mac(word);
      case ADDRESS -> address(word);
      case PORT, NUMBER -> number(kind, word);
      case WORD, TEXT -> new ValuePattern.Literal(text);
    };
  }

  private ValuePattern variable(Kind kind, Word word) {
    String name = word.text().substring(1);
    if (!NAME.matcher(name).matches()) {
      throw word.error(
          "'" + word.text() + "' is not a variable",
          "write $ and a name of letters, digits, - and _");
    }
    Kind known = variables.putIfAbsent(name, kind);
    if (known != null && known != kind) {
      throw word.error(
          "$" + name + " is " + kind.description() + " here and " + known.description() + " before",
          "use two variables");
    }
    return new ValuePattern.Variable(name);
  }

  private static ValuePattern mac(Word word) {
    return new ValuePattern.Literal(
        MacAddress.tryParse(word.text())
            .orElseThrow(
                () ->
                    word.error(
                        "'" + word.text() + "' is not an Ethernet address",
                        "write six pairs such as 0a:58:0a:80:02:2b, * or $name"))
            .toString());
  }

  private static ValuePattern address(Word word) {
    Optional<IpAddress> address = IpAddress.tryParse(word.text());
    if (address.isPresent()) {
      return new ValuePattern.Literal(address.get().toString());
    }
    IpPrefix prefix;
    try {
      prefix = IpPrefix.parse(word.text());
    } catch (IllegalArgumentException e) {
      throw word.error(
          "'" + word.text() + "' is not an address",
          "write an address such as 10.0.0.1 or fd00::1, a block such as 10.0.0.0/8, * or $name");
    }
    String given = word.text().substring(0, word.text().indexOf('/'));
    if (!IpAddress.parse(given).equals(prefix.address())) {
      throw word.error("'" + word.text() + "' has bits set behind its prefix", "write " + prefix);
    }
    return new ValuePattern.Block(prefix);
  }

  private static ValuePattern number(Kind kind, Word word) {
    String text = word.text();
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      if (first > last) {
        throw word.error("the range " + text + " is empty", "write " + last + "-" + first);
      }
      return new ValuePattern.Range(port(kind, word, first), port(kind, word, last));
    }
    if (!NUMBER.matcher(text).matches()) {
      throw word.error(
          "'" + text + "' is not " + kind.description(),
          "write a decimal or 0x number, a range such as 1024-65535, * or $name");
    }
    long value =
        text.startsWith("0x") || text.startsWith("0X")
            ? Long.parseLong(text.substring(2), 16)
            : Long.parseLong(text);
    return new ValuePattern.Literal(String.valueOf(port(kind, word, value)));
  }

  private static long port(Kind kind, Word word, long value) {
    if (kind == Kind.PORT && value > LAST_PORT) {
      throw word.error("port " + value + " is too high", "ports end at " + LAST_PORT);
    }
    return value;
  }
}
