package dev.netlab.emulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule as {@code nft -a list ruleset} prints it.
 *
 * @param family of its table
 * @param text without comment, counts and handle, with single blanks
 * @param handle the kernel's number for it in its table
 */
record ListedRule(String family, String chain, String text, long handle) {
  private static final Pattern TABLE =
      Pattern.compile("table (\\S+) (\\S+) \\{(?: # handle [0-9]+)?");
  private static final Pattern CHAIN = Pattern.compile("\\s*chain (\\S+) \\{(?: # handle [0-9]+)?");
  private static final Pattern HANDLE = Pattern.compile("^(.*) # handle ([0-9]+)$");

  /** The rules of the tables of that name, of whichever family. */
  static List<ListedRule> ofTable(String ruleset, String table) {
    List<ListedRule> rules = new ArrayList<>();
    String family = "";
    String chain = "";
    for (String line : ruleset.lines().toList()) {
      Matcher opening = TABLE.matcher(line);
      Matcher inner = CHAIN.matcher(line);
      if (opening.matches()) {
        boolean wanted = unquoted(opening.group(2)).equals(table);
        family = wanted ? opening.group(1) : "";
      } else if (inner.matches()) {
        chain = unquoted(inner.group(1));
      } else if (!family.isEmpty()) {
        Matcher rule = HANDLE.matcher(line);
        if (rule.matches() && !rule.group(1).endsWith("{")) {
          long handle = Long.parseLong(rule.group(2));
          rules.add(new ListedRule(family, chain, plain(rule.group(1)), handle));
        }
      }
    }
    return rules;
  }

  /** Whether this is the rule that is written, as nft prints it. */
  boolean is(String written) {
    return text.equals(plain(written));
  }

  private static String plain(String rule) {
    return rule.replaceAll(" comment \"[^\"]*\"", "")
        .replaceAll("counter packets [0-9]+ bytes [0-9]+", "counter")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String unquoted(String name) {
    return name.replace("\"", "");
  }
}
