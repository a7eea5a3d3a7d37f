package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Hop;
import dev.netlab.insight.trace.render.EncapStack.EncapLayer;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * One packet of a hop, outer or inner, as a row of the table: what is new to somebody who has read
 * the hop before.
 *
 * @param label the capture point, or the tunnel that the packet is in
 * @param source empty where it is unchanged
 * @param destination empty where it is unchanged
 * @param fresh which addresses are not those that the hop before had
 * @param what what happened since the hop before
 */
record HopRow(String label, String source, String destination, Fresh fresh, String what) {
  private static final String INSIDE = "  \\_ ";
  private static final String UNCHANGED = "unchanged";
  private static final String INSIDE_UNCHANGED = "inside, unchanged";

  /** Which addresses a reader should look at. */
  enum Fresh {
    NONE,
    SOURCE,
    DESTINATION,
    BOTH;

    boolean source() {
      return this == SOURCE || this == BOTH;
    }

    boolean destination() {
      return this == DESTINATION || this == BOTH;
    }

    static Fresh of(PacketFields now, PacketFields before) {
      if (now.source().equals(before.source())) {
        return now.destination().equals(before.destination()) ? NONE : DESTINATION;
      }
      return now.destination().equals(before.destination()) ? SOURCE : BOTH;
    }
  }

  boolean isNews() {
    return !what.equals(UNCHANGED) && !what.equals(INSIDE_UNCHANGED);
  }

  /** The rows of a hop; at least one, whose label is the capture point. */
  static List<HopRow> of(Hop hop, Optional<Hop> before) {
    EncapStack now = EncapStack.of(hop);
    List<HopRow> lines = new ArrayList<>();
    for (int i = 0; i < now.depth(); i++) {
      EncapLayer shell = now.shells().get(i);
      String label = i == 0 ? hop.point().toString() : INSIDE + shell.tunnel();
      if (before.isEmpty()) {
        lines.add(first(label, i == 0 ? begins(hop) : "inside", shell));
        continue;
      }
      EncapStack was = EncapStack.of(before.get());
      int missing = now.depth() - was.depth();
      if (i < missing) {
        lines.add(first(label, "encapsulated", shell));
        continue;
      }
      HopRow line = changed(label, shell, was.counterpart(i, now), wrapping(i, missing));
      if (i == 0 || missing != 0 || !line.what().isEmpty()) {
        lines.add(line.what().isEmpty() ? line.unchanged(i) : line);
      }
    }
    return List.copyOf(lines);
  }

  private static String begins(Hop hop) {
    return hop.way() == Way.OUT ? "sent" : "first seen";
  }

  /** What happened to every packet of the nest, on one line. */
  static String summary(List<HopRow> lines) {
    StringJoiner summary = new StringJoiner("; ");
    summary.add(lines.getFirst().what());
    for (HopRow line : lines.subList(1, lines.size())) {
      summary.add(line.label().strip() + ": " + line.what());
    }
    return LineWrap.whole(summary.toString());
  }

  private static HopRow first(String label, String verb, EncapLayer shell) {
    PacketFields facts = PacketFields.of(shell.packet());
    List<String> what = new ArrayList<>(facts.describe());
    what.addFirst(verb);
    return new HopRow(
        label, facts.source(), facts.destination(), Fresh.BOTH, String.join(", ", what));
  }

  /** How the nest around a packet changed since the hop before. */
  private enum Wrapping {
    SAME,
    PUT_IN,
    TAKEN_OUT
  }

  private static Wrapping wrapping(int index, int missing) {
    if (missing == 0) {
      return Wrapping.SAME;
    }
    return missing > 0 ? Wrapping.PUT_IN : index == 0 ? Wrapping.TAKEN_OUT : Wrapping.SAME;
  }

  private static HopRow changed(
      String label, EncapLayer shell, EncapLayer before, Wrapping wrapping) {
    PacketFields now = PacketFields.of(shell.packet());
    PacketFields then = PacketFields.of(before.packet());
    Fresh fresh = Fresh.of(now, then);
    List<String> what = new ArrayList<>();
    if (wrapping == Wrapping.TAKEN_OUT) {
      what.add("decapsulated");
    }
    what.addAll(now.changes(then));
    boolean all = wrapping != Wrapping.SAME;
    return new HopRow(
        label,
        all || fresh.source() ? now.source() : "",
        all || fresh.destination() ? now.destination() : "",
        fresh,
        String.join(", ", what));
  }

  private HopRow unchanged(int depth) {
    return new HopRow(label, source, destination, fresh, depth == 0 ? UNCHANGED : INSIDE_UNCHANGED);
  }
}
