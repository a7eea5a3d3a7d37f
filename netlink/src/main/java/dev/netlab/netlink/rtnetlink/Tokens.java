package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.Spelling;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the words of a text in iproute2's syntax one after another. */
final class Tokens {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final String text;
  private final List<MatchResult> words;
  private int next;

  Tokens(String text) {
    this.text = text;
    this.words = WORD.matcher(text).results().toList();
  }

  boolean more() {
    return next < words.size();
  }

  /** The word that {@link #take} would return, empty at the end. */
  String peek() {
    return more() ? words.get(next).group() : "";
  }

  String take() {
    return words.get(next++).group();
  }

  /** Takes the next word if it is the given one. */
  boolean takeIf(String word) {
    if (peek().equals(word)) {
      next++;
      return true;
    }
    return false;
  }

  /** Takes the value that must follow the word just taken. */
  String value() {
    if (!more()) {
      throw new SyntaxException("'" + last() + "' wants a value after it", "", text.length(), "");
    }
    return take();
  }

  <T> T value(Function<String, T> read) {
    return value(value(), read);
  }

  private <T> T value(String value, Function<String, T> read) {
    try {
      return read.apply(value);
    } catch (SyntaxException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  InetAddress address() {
    return value(text -> IpAddress.parse(text).toInetAddress());
  }

  Prefix prefix() {
    return value(Prefix::parse);
  }

  /**
   * Takes a decimal number, or a hexadecimal one after 0x, of at most 32 bits; returned as an int.
   */
  int number() {
    return value(Tokens::number);
  }

  static int number(String value) {
    try {
      return value.toLowerCase(Locale.ROOT).startsWith("0x")
          ? Integer.parseUnsignedInt(value.substring(2), 16)
          : Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' is not a number", e);
    }
  }

  /** Takes a device name that the kernel allows ({@code dev_valid_name}). */
  String device() {
    return value(Tokens::device);
  }

  private static String device(String name) {
    if (name.length() > 15) {
      throw new IllegalArgumentException(
          "interface name '"
              + name
              + "' has "
              + name.length()
              + " characters, the kernel allows 15");
    }
    if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains(":")) {
      throw new IllegalArgumentException("'" + name + "' cannot be an interface name");
    }
    return name;
  }

  /** Takes a word from a fixed list, or a number. */
  int named(Names names) {
    String value = value();
    Integer known = names.number(value);
    if (known != null) {
      return known;
    }
    if (value.matches("[0-9]+|0x[0-9a-fA-F]+")) {
      int number = value(value, Tokens::number);
      if (Integer.compareUnsigned(number, names.most()) > 0) {
        throw wrong(
            "%s %s is more than %s"
                .formatted(names.what(), value, Integer.toUnsignedString(names.most())));
      }
      return number;
    }
    throw Spelling.closest(value, names.words()).isEmpty()
        ? wrong(
            "unknown %s '%s'; write its number, or one of %s"
                .formatted(names.what(), value, String.join(", ", names.words())))
        : unknown(names.what(), names.words());
  }

  /** The error for a word just taken that is not among {@code known}. */
  SyntaxException unknown(String what, Collection<String> known) {
    MatchResult at = words.get(next - 1);
    String nearest = Spelling.closest(at.group(), known).orElse("");
    String message = "unknown %s '%s'".formatted(what, at.group());
    return new SyntaxException(
        nearest.isEmpty() ? message + "; there are " + String.join(", ", known) : message,
        at.group(),
        at.start(),
        nearest);
  }

  /**
   * The error for a word just taken that is not among {@code known}.
   *
   * @param notRead words that iproute2 accepts but netlab does not
   */
  SyntaxException unknown(String what, Collection<String> known, Set<String> notRead) {
    MatchResult at = words.get(next - 1);
    return notRead.contains(at.group())
        ? wrong(
            "'%s' is a %s that netlab does not support; there are %s"
                .formatted(at.group(), what, String.join(", ", known)))
        : unknown(what, known);
  }

  /** An error about the word just taken. */
  SyntaxException wrong(String message) {
    MatchResult at = words.get(Math.max(next - 1, 0));
    return new SyntaxException(message, at.group(), at.start(), "");
  }

  /** The error for a missing word. */
  SyntaxException missing(String what) {
    return new SyntaxException("'" + text + "' lacks " + what, "", text.length(), "");
  }

  private String last() {
    return words.isEmpty() ? "" : words.get(next - 1).group();
  }

  /** Joins the parts that are not empty. */
  static String join(String... parts) {
    List<String> present = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        present.add(part);
      }
    }
    return String.join(" ", present);
  }
}
