package dev.netlab.nft.listing;

import dev.netlab.nft.ruleset.ProtocolNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of rules by their handles, so that a rule can be shown as nft lists it. The text is not
 * interpreted here.
 */
final class RuleWords {
  private static final Pattern TABLE = Pattern.compile("table (\\S+ \\S+) \\{.*");
  private static final Pattern RULE = Pattern.compile("\t\t(.*) # handle (\\d+)");
  private static final Pattern COUNTED = Pattern.compile("counter packets \\d+ bytes \\d+");
  private static final Pattern COMMENT = Pattern.compile(" comment \"[^\"]*\"$");

  private final Map<String, String> words = new HashMap<>();

  private RuleWords() {}

  /**
   * The text of all rules.
   *
   * @param listing what {@code nft -a list ruleset} prints
   */
  static RuleWords of(String listing) {
    RuleWords read = new RuleWords();
    String table = "";
    boolean inChain = false;
    for (String line : listing.lines().toList()) {
      Matcher tableLine = TABLE.matcher(line);
      Matcher rule = RULE.matcher(line);
      if (tableLine.matches()) {
        table = tableLine.group(1);
      } else if (line.startsWith("\tchain ")) {
        inChain = true;
      } else if (line.equals("\t}")) {
        inChain = false; // the next lines may belong to a set, and look like rules
      } else if (inChain && rule.matches()) {
        String bare = COMMENT.matcher(rule.group(1)).replaceFirst("");
        String words = COUNTED.matcher(bare).replaceAll("counter");
        read.words.put(table + " " + rule.group(2), ProtocolNames.named(words));
      }
    }
    return read;
  }

  /**
   * The rule without counter values and comment, with names for protocols even if nft does not know
   * them.
   */
  Optional<String> of(String family, String table, long handle) {
    return Optional.ofNullable(words.get(family + " " + table + " " + handle));
  }
}
