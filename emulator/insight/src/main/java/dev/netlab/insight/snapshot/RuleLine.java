package dev.netlab.insight.snapshot;

import dev.netlab.netlink.rtnetlink.Rule;
import java.util.Map;

/** Policy-routing rules and tables as iproute2 lists them. */
public final class RuleLine {
  private static final Map<Integer, String> TABLES =
      Map.of(253, "default", 254, "main", 255, "local");

  private RuleLine() {}

  /** The line of {@code ip rule}: {@code 32765: from all to 10.201.0.0/16 lookup 1001}. */
  public static String of(Rule rule) {
    String words = rule.toString().replaceAll(" ?priority \\d+$", "");
    String negated = words.startsWith("not ") ? "not " : "";
    String rest = words.substring(negated.length());
    return "%s: %s%s%s"
        .formatted(
            Integer.toUnsignedString(rule.priority()),
            negated,
            rest.startsWith("from ") ? "" : "from all ",
            rest);
  }

  /** {@code main}, {@code local}, {@code default} or a number. */
  public static String table(int number) {
    return TABLES.getOrDefault(number, Integer.toUnsignedString(number));
  }
}
