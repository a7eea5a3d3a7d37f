package dev.netlab.nft.ruleset;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Protocols above IP, by number or by name. nft takes their names from {@code /etc/protocols} (of
 * Debian's package netbase). On a machine without that file it lists {@code meta l4proto 6} instead
 * of {@code tcp}, and accepts only those names that are keywords of its grammar. Listings are
 * therefore read in either form and converted to the form with names. Text to be loaded contains a
 * number if the grammar has no keyword.
 */
public final class ProtocolNames {
  /** The names as Debian's /etc/protocols spells them. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "icmp"),
          Map.entry(2, "igmp"),
          Map.entry(4, "ipencap"),
          Map.entry(6, "tcp"),
          Map.entry(17, "udp"),
          Map.entry(33, "dccp"),
          Map.entry(41, "ipv6"),
          Map.entry(43, "ipv6-route"),
          Map.entry(44, "ipv6-frag"),
          Map.entry(46, "rsvp"),
          Map.entry(47, "gre"),
          Map.entry(50, "esp"),
          Map.entry(51, "ah"),
          Map.entry(58, "ipv6-icmp"),
          Map.entry(59, "ipv6-nonxt"),
          Map.entry(60, "ipv6-opts"),
          Map.entry(88, "eigrp"),
          Map.entry(89, "ospf"),
          Map.entry(94, "ipip"),
          Map.entry(97, "etherip"),
          Map.entry(103, "pim"),
          Map.entry(108, "ipcomp"),
          Map.entry(112, "vrrp"),
          Map.entry(115, "l2tp"),
          Map.entry(132, "sctp"),
          Map.entry(136, "udplite"),
          Map.entry(137, "mpls-in-ip"));

  /** The names that compiled rules may contain and that are not keywords of nft's grammar. */
  private static final Map<String, String> NUMBERS = Map.of("gre", "47", "ipv6-icmp", "58");

  /**
   * A quoted text, which is left unchanged; a field whose value is a protocol; a sign; or a word.
   */
  private static final Pattern PART =
      Pattern.compile(
          "\"[^\"]*\"|(?<field>meta l4proto|ip protocol|ip6 nexthdr|ct (?:(?:original|reply)"
              + " )?protocol)\\b|(?<sign>[{},:\\n"
              + "])|(?<word>[^\\s{},:\"]+)");

  private ProtocolNames() {}

  /** The name of a protocol as listed: {@code 6} becomes {@code tcp}; {@code tcp} is unchanged. */
  public static String name(String listed) {
    return listed.chars().allMatch(c -> c >= '0' && c <= '9') && listed.length() < 4
        ? NAMES.getOrDefault(Integer.parseInt(listed), listed)
        : listed;
  }

  /** Rules as nft lists them if it knows the names. */
  public static String named(String rules) {
    return replace(rules, listed -> range(listed, ProtocolNames::name));
  }

  /** Rules as nft accepts them without knowing the names. */
  static String loadable(String rules) {
    return replace(rules, name -> NUMBERS.getOrDefault(name, name));
  }

  private static String range(String text, UnaryOperator<String> end) {
    return text.matches("[0-9]+-[0-9]+")
        ? Pattern.compile("-").splitAsStream(text).map(end).collect(Collectors.joining("-"))
        : end.apply(text);
  }

  /**
   * Replaces each protocol that a field is compared with or looked up among. This is the value
   * after the field or, in braces, the part of each key at the field's position in the
   * concatenation.
   */
  private static String replace(String rules, UnaryOperator<String> protocol) {
    Matcher part = PART.matcher(rules);
    StringBuilder replaced = new StringBuilder();
    int place = 0; // the current position in a concatenation or a key
    int wanted = -1; // the position of the protocol
    boolean inBraces = false;
    boolean value = false; // whether the next word may be the protocol
    while (part.find()) {
      String text = part.group();
      if (part.group("field") != null) {
        wanted = place;
        value = place == 0;
        continue;
      }
      switch (text) {
        case "." -> {
          place++;
          value = inBraces && place == wanted;
        }
        case "{" -> {
          inBraces = true;
          place = 0;
          value = wanted == 0;
        }
        case "," -> {
          place = 0;
          value = inBraces && wanted == 0;
        }
        case ":" -> value = false;
        case "}", "\n" -> {
          inBraces = false;
          place = 0;
          wanted = -1;
          value = false;
        }
        case "!=", "==", "vmap", "map" -> {}
        default -> {
          if (value && part.group("word") != null) {
            part.appendReplacement(replaced, Matcher.quoteReplacement(protocol.apply(text)));
          }
          boolean ends = value && !inBraces; // later braces belong to another expression
          value = false;
          if (ends || text.startsWith("@")) {
            place = 0;
            wanted = -1;
          }
        }
      }
    }
    return part.appendTail(replaced).toString();
  }
}
