package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.Translation.Side;
import dev.netlab.insight.story.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The translations on a packet's way, numbered as they come. */
final class NatLabels {
  private static final Pattern OF_SOURCE = Pattern.compile("\\b(snat|masquerade)\\b");
  private static final Pattern OF_DESTINATION = Pattern.compile("\\b(dnat|redirect)\\b");

  private int sources;
  private int destinations;

  /**
   * A translation.
   *
   * @param name {@code SNAT #1}; of an answer {@code SNAT undone}
   * @param text the node, the name, and what made it so
   */
  record Step(String name, String text) {}

  /** Those of a hop, in order. */
  Stream<Step> steps(Hop hop) {
    List<Step> steps = new ArrayList<>();
    Optional<Event.Connection> connection = Optional.empty();
    List<Event.RuleMatched> rules = new ArrayList<>();
    for (Event event : hop.events()) {
      switch (event) {
        case Event.Connection c -> connection = Optional.of(c);
        case Event.RuleMatched rule -> rules.add(rule);
        case Event.Translation made -> steps.add(step(hop, made, connection, rules));
        default -> {}
      }
    }
    return steps.stream();
  }

  private Step step(
      Hop hop,
      Event.Translation made,
      Optional<Event.Connection> connection,
      List<Event.RuleMatched> rules) {
    boolean undone = connection.map(c -> isUndone(made, c)).orElse(false);
    boolean ofSource = (made.side() == Side.SOURCE) != undone;
    String kind = ofSource ? "SNAT" : "DNAT";
    String name = undone ? kind + " undone" : kind + " #" + (ofSource ? ++sources : ++destinations);
    Pattern statement = ofSource ? OF_SOURCE : OF_DESTINATION;
    String by =
        rules.reversed().stream()
            .filter(rule -> statement.matcher(rule.text()).find())
            .findFirst()
            .map(
                rule ->
                    " by table "
                        + rule.table()
                        + (rule.origin().isEmpty() ? "" : ", " + rule.origin()))
            .orElse(" by connection tracking");
    return new Step(name, hop.node() + ": " + name + by);
  }

  /** An answer gets back what the connection's first packet had. */
  private static boolean isUndone(Event.Translation made, Event.Connection connection) {
    List<String> original = ends(connection.original());
    List<String> reply = ends(connection.reply());
    int end =
        switch (made.side()) {
          case SOURCE -> 0;
          case DESTINATION -> 1;
        };
    return endpoint(made.before()).equals(reply.get(end))
        && endpoint(made.after()).equals(original.get(1 - end));
  }

  /** Source and destination of {@code 10.0.0.1:7 > 10.0.0.2:9 udp}. */
  private static List<String> ends(String tuple) {
    String[] words = tuple.split(" ", -1);
    return List.of(words[0], words[2]);
  }

  /** Without the identifier of an echo. */
  private static String endpoint(String end) {
    return end.split(" ", 2)[0];
  }
}
