package dev.netlab.nft.ruleset;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Protocols above IP, by number or by name. nft has their names from {@code /etc/protocols} (of
 * Debian's package netbase): on a machine without that file it lists {@code meta l4proto 6} for
 * {@code tcp}, and takes no name that is not a word of its own grammar. So what it lists is read in
 * either form, as the one with names, and what it is to load has a number where the grammar has no
 * word.
 */
public final class ProtocolNames {
  /** As Debian's /etc/protocols spells them. */
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

  /** Those of them that compiled rules have and that are no words of nft's grammar. */
  private static final Map<String, String> NUMBERS = Map.of("gre", "47", "ipv6-icmp", "58");

  /** A quoted text, which stays as it is, what has a protocol as its value, a sign, or a word. */
  private static final Pattern PART =
      Pattern.compile(
          "\"[^\"]*\"|(?<field>meta l4proto|ip protocol|ip6 nexthdr|ct (?:(?:original|reply)"
              + " )?protocol)\\b|(?<sign>[{},:\\n"
              + "])|(?<word>[^\\s{},:\"]+)");

  private ProtocolNames() {}

  /** The name of a protocol that nft lists: {@code 6} is {@code tcp}, {@code tcp} stays. */
  public static String name(String listed) {
    return listed.chars().allMatch(c -> c >= '0' && c <= '9') && listed.length() < 4
        ? NAMES.getOrDefault(Integer.parseInt(listed), listed)
        : listed;
  }

  /** Rules as nft lists them where it knows names. */
  public static String named(String rules) {
    return replace(rules, listed -> range(listed, ProtocolNames::name));
  }

  /** Rules as nft takes them without knowing names. */
  static String loadable(String rules) {
    return replace(rules, name -> NUMBERS.getOrDefault(name, name));
  }

  private static String range(String text, UnaryOperator<String> end) {
    return text.matches("[0-9]+-[0-9]+")
        ? Pattern.compile("-").splitAsStream(text).map(end).collect(Collectors.joining("-"))
        : end.apply(text);
  }

  /**
   * Replaces each protocol that a field is compared with or looked up among: the value behind the
   * field, or in braces the part of each key that stands where the field stands in the
   * concatenation.
   */
  private static String replace(String rules, UnaryOperator<String> protocol) {
    Matcher part = PART.matcher(rules);
    StringBuilder replaced = new StringBuilder();
    int place = 0; // in a concatenation or a key
    int wanted = -1; // where the protocol is in it
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
          boolean ends = value && !inBraces; // braces further on are another expression's
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
