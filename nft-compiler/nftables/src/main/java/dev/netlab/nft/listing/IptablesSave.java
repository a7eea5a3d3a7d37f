package dev.netlab.nft.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output of {@code iptables-save} or {@code ip6tables-save}, with or without counters. */
final class IptablesSave {
  private static final Pattern RULE = Pattern.compile("(?:\\[\\d+:\\d+] )?-A (\\S+)(?: (.*))?");

  private final Map<String, List<IptablesRule>> rules = new HashMap<>();

  private IptablesSave() {}

  static IptablesSave read(String text) {
    IptablesSave save = new IptablesSave();
    String table = "";
    for (String line : text.lines().toList()) {
      Matcher rule = RULE.matcher(line);
      if (line.startsWith("*")) {
        table = line.substring(1);
      } else if (rule.matches()) {
        String words = rule.group(2) == null ? "" : rule.group(2);
        save.rules
            .computeIfAbsent(table + " " + rule.group(1), _ -> new ArrayList<>())
            .add(IptablesRule.parse(words));
      }
    }
    return save;
  }

  /** A chain's rules, in order. */
  List<IptablesRule> rules(String table, String chain) {
    return List.copyOf(rules.getOrDefault(table + " " + chain, List.of()));
  }
}
