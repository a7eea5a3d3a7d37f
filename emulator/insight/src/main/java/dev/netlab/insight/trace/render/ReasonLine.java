package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a node did with a packet, in words.
 *
 * @param key what kind of thing: {@code route}, {@code nft}, {@code snat}
 * @param text each starts a line
 */
record ReasonLine(String key, List<String> text) {
  /** Every kernel has these rules; only others are worth a line. */
  private static final Pattern USUAL_RULE =
      Pattern.compile(
          "(?:\\d+:\\s*)?(?:from all )?lookup (?:local|main|default)(?: priority \\d+)?");

  private static final Pattern TUPLE = Pattern.compile("(.*?)(\\S+) > (\\S+)(.*)");
  private static final Pattern COMMENT = Pattern.compile(" comment \"([^\"]*)\"$");
  private static final Pattern COUNTED = Pattern.compile("counter packets \\d+ bytes \\d+");

  /** A translation accepts the packet, as everybody knows. */
  private static final Pattern TRANSLATES =
      Pattern.compile("\\b(dnat|snat|masquerade|redirect)\\b");

  ReasonLine {
    text = List.copyOf(text);
  }

  ReasonLine(String key, String text) {
    this(key, List.of(text));
  }

  /**
   * What a node did with a packet, in order. The hooks that it came to are one line above the rest;
   * a packet that goes into a tunnel or comes out of one has a line more for what is around it.
   */
  static List<ReasonLine> of(List<Event> events) {
    List<ReasonLine> reasons = new ArrayList<>();
    List<String> hooks = new ArrayList<>();
    int top = 0;
    for (Event event : events) {
      switch (event) {
        case Event.Hook(String name) -> hooks.add(name);
        case Event.Encapsulation _, Event.Decapsulation _ -> {
          insert(hooks, reasons, top);
          reasons.addAll(of(event));
          top = reasons.size();
        }
        default -> reasons.addAll(of(event));
      }
    }
    insert(hooks, reasons, top);
    return reasons;
  }

  private static void insert(List<String> hooks, List<ReasonLine> reasons, int at) {
    if (!hooks.isEmpty()) {
      reasons.add(at, new ReasonLine("hooks", String.join(", ", hooks)));
      hooks.clear();
    }
  }

  /** One thing may have several lines with a key each: a lookup has its rule and its route. */
  private static List<ReasonLine> of(Event event) {
    return switch (event) {
      case Event.Hook(String name) -> List.of(new ReasonLine("hooks", name));
      case Event.Route route -> route(route);
      case Event.Neighbour n ->
          List.of(
              new ReasonLine(
                  "neigh",
                  (n.address() + " dev " + n.dev() + (n.lladdr().isEmpty() ? "" : " lladdr "))
                      + (n.lladdr() + " " + n.state())));
      case Event.Forwarding f ->
          List.of(
              new ReasonLine(
                  "bridge",
                  f.port().contains(",")
                      ? "%s floods %s to %s".formatted(f.bridge(), f.lladdr(), f.port())
                      : "%s: %s is at %s".formatted(f.bridge(), f.lladdr(), f.port())));
      case Event.RuleMatched rule -> List.of(nft(rule));
      case Event.Connection c -> List.of(connection(c));
      case Event.Translation t ->
          List.of(
              new ReasonLine(
                  switch (t.side()) {
                    case SOURCE -> "snat";
                    case DESTINATION -> "dnat";
                  },
                  LineWrap.bound(t.before() + " -> " + t.after())));
      case Event.Encapsulation(Event.TunnelHeader header) ->
          List.of(new ReasonLine("encap", tunnel(header)));
      case Event.Decapsulation(Event.TunnelHeader header) ->
          List.of(new ReasonLine("decap", tunnel(header)));
      case Event.Remark(String text) -> List.of(new ReasonLine("note", text));
    };
  }

  /** As one line. */
  String line() {
    return LineWrap.whole(key + " " + String.join("; ", text));
  }

  private static List<ReasonLine> route(Event.Route route) {
    List<ReasonLine> lines = new ArrayList<>();
    if (!route.rule().isEmpty() && !USUAL_RULE.matcher(route.rule()).matches()) {
      lines.add(new ReasonLine("rule", route.rule()));
    }
    boolean plain =
        route.table().isEmpty()
            || route.table().equals("main")
            || route.table().equals("local")
            || route.route().contains(" table ");
    lines.add(new ReasonLine("route", route.route() + (plain ? "" : " table " + route.table())));
    return lines;
  }

  private static ReasonLine nft(Event.RuleMatched rule) {
    String origin = rule.origin();
    String text = COUNTED.matcher(rule.text()).replaceAll("counter").strip();
    Matcher comment = COMMENT.matcher(text);
    // A rule's comment with its line of the lab file repeats its origin.
    if (comment.find() && !comment.group(1).isEmpty() && origin.startsWith(comment.group(1))) {
      text = text.substring(0, comment.start());
    }
    String where = "table " + rule.table() + " chain " + rule.chain();
    boolean said =
        rule.verdict().equals("continue")
            || text.contains(rule.verdict())
            || TRANSLATES.matcher(text).find();
    return new ReasonLine(
        "nft",
        List.of(
            where + (origin.isEmpty() ? "" : ", from " + origin),
            text + (said ? "" : " -> " + rule.verdict())));
  }

  private static ReasonLine connection(Event.Connection c) {
    String zone = c.zone() == 0 ? "" : " zone " + c.zone();
    String original = c.state() + " " + LineWrap.bound(c.original()) + zone;
    return c.reply().equals(mirrored(c.original()))
        ? new ReasonLine("conntrack", original)
        : new ReasonLine("conntrack", List.of(original, LineWrap.bound("reply " + c.reply())));
  }

  /** The tuple that answers have where nothing is translated. */
  private static String mirrored(String tuple) {
    return TUPLE.matcher(tuple).replaceFirst("$1$3 > $2$4");
  }

  private static String tunnel(Event.TunnelHeader header) {
    return (header.kind() + " " + header.id() + " dev " + header.interfaceName() + ", ")
        + LineWrap.bound(header.from() + " > " + header.to());
  }
}
