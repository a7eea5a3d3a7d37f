package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules that stand in the kernel, by handle: what a trace names becomes the line that a rule
 * came from. Reads any rule, also one of somebody else's that {@link RulesetParser} does not know.
 * A rule's text has names for protocols, also where nft has none.
 */
public final class Listing {
  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
  private static final Pattern CHAIN = Pattern.compile("\tchain (\\S+) \\{.*");
  private static final Pattern RULE = Pattern.compile("\t\t(\\S.*) # handle (\\d+)");
  private static final Pattern COUNTED = Pattern.compile("counter packets (\\d+) bytes (\\d+)");
  private static final Pattern COMMENT = Pattern.compile(" comment \"([^\"]*)\"$");

  private Listing() {}

  /**
   * All rules in tables of IP.
   *
   * @param text what {@code nft -a list ruleset} printed
   */
  public static List<ListedRule> read(String text) {
    List<ListedRule> rules = new ArrayList<>();
    Optional<TableFamily> family = Optional.empty();
    String table = "";
    String chain = "";
    for (String line : text.lines().toList()) {
      Matcher tableLine = TABLE.matcher(line);
      Matcher chainLine = CHAIN.matcher(line);
      Matcher ruleLine = RULE.matcher(line);
      if (tableLine.matches()) {
        family = family(tableLine.group(1));
        table = tableLine.group(2);
        chain = "";
      } else if (chainLine.matches()) {
        chain = chainLine.group(1);
      } else if (line.equals("\t}")) {
        chain = ""; // what follows may be a set, whose lines look like a rule's
      } else if (!chain.isEmpty() && family.isPresent() && ruleLine.matches()) {
        long handle = Long.parseLong(ruleLine.group(2));
        rules.add(rule(family.get(), table, chain, handle, ruleLine.group(1)));
      }
    }
    return List.copyOf(rules);
  }

  /**
   * The rule of a handle.
   *
   * @throws PolicyException if none has it
   */
  public static ListedRule find(
      List<ListedRule> rules, TableFamily family, String table, long handle) {
    return rules.stream()
        .filter(rule -> rule.family() == family)
        .filter(rule -> rule.table().equals(table) && rule.handle() == handle)
        .findFirst()
        .orElseThrow(
            () -> new PolicyException("no rule with handle " + handle + " in table " + table));
  }

  private static Optional<TableFamily> family(String name) {
    return Arrays.stream(TableFamily.values()).filter(f -> f.toString().equals(name)).findAny();
  }

  private static ListedRule rule(
      TableFamily family, String table, String chain, long handle, String line) {
    Matcher comment = COMMENT.matcher(line);
    boolean commented = comment.find();
    String text = commented ? line.substring(0, comment.start()) : line;
    Matcher counted = COUNTED.matcher(text);
    boolean counts = counted.find();
    return new ListedRule(
        family,
        table,
        chain,
        handle,
        counts ? Long.parseLong(counted.group(1)) : 0,
        counts ? Long.parseLong(counted.group(2)) : 0,
        ProtocolNames.named(counted.replaceAll("counter")),
        commented ? comment.group(1) : "");
  }
}
