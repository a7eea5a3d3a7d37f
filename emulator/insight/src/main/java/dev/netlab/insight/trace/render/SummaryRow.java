package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of a summary in words.
 *
 * @param source of the outermost packet, as whoever captures there reads it
 * @param destination the same
 * @param translations what nodes replaced since the row before, a sentence each
 */
record SummaryRow(
    Hop hop, String source, String destination, String what, List<String> translations) {
  private static final String UNCHANGED = "unchanged";

  SummaryRow {
    translations = List.copyOf(translations);
  }

  /** A journey's rows. */
  static List<SummaryRow> of(Journey journey) {
    List<SummaryRow> rows = new ArrayList<>();
    NatLabels translated = new NatLabels();
    Optional<PacketFields> before = Optional.empty();
    for (Summary.Row row : Summary.of(journey).rows()) {
      PacketFields now = PacketFields.of(EncapStack.of(row.hop()).shells().getFirst().packet());
      List<NatLabels.Step> steps = row.done().stream().flatMap(translated::steps).toList();
      String what = what(row, before.map(was -> fresh(now, was, steps)).orElse(""));
      rows.add(
          new SummaryRow(
              row.hop(),
              now.source(),
              now.destination(),
              what,
              steps.stream().map(NatLabels.Step::text).toList()));
      before = Optional.of(now);
    }
    if (!rows.isEmpty()) {
      rows.add(rows.removeLast().ending(journey.ending()));
    }
    return List.copyOf(rows);
  }

  private SummaryRow ending(Ending ending) {
    if (!ending.node().equals(hop.node())) {
      return this;
    }
    boolean delivered = ending.outcome() == Outcome.DELIVERED;
    String end =
        delivered
            ? ", delivered"
            : ", %s: %s"
                .formatted(ending.outcome().toString().toUpperCase(Locale.ROOT), ending.cause());
    return new SummaryRow(hop, source, destination, what + end, translations);
  }

  /**
   * @param fresh what is new; empty of the first row
   */
  private static String what(Summary.Row row, String fresh) {
    List<String> what = new ArrayList<>();
    if (fresh.isEmpty()) {
      what.add(
          switch (row.hop().way()) {
            case IN -> "first seen";
            case OUT -> "sent";
          });
    }
    row.done().stream()
        .flatMap(hop -> hop.events().stream())
        .flatMap(event -> wrap(event).stream())
        .forEach(what::add);
    return what.isEmpty() ? fresh : String.join(", ", what);
  }

  private static Optional<String> wrap(Event event) {
    return switch (event) {
      case Event.Encapsulation(Event.TunnelHeader header) -> Optional.of("into " + name(header));
      case Event.Decapsulation(Event.TunnelHeader header) -> Optional.of("out of " + name(header));
      default -> Optional.empty();
    };
  }

  /** Of WireGuard the header tells only which packet it is. */
  private static String name(Event.TunnelHeader header) {
    return header.kind().equals("wireguard")
        ? header.kind()
        : LineWrap.bound(header.kind() + " " + header.id());
  }

  private static String fresh(PacketFields now, PacketFields before, List<NatLabels.Step> steps) {
    String by =
        steps.isEmpty()
            ? ""
            : " ("
                + String.join(
                    ", ", steps.stream().map(step -> LineWrap.bound(step.name())).toList())
                + ")";
    return switch (HopRow.Fresh.of(now, before)) {
      case NONE -> UNCHANGED;
      case SOURCE -> "new source" + by;
      case DESTINATION -> "new destination" + by;
      case BOTH -> "new source and destination" + by;
    };
  }

  /** Whether a node made something else of it since the row before. */
  boolean isNews() {
    return !what.startsWith(UNCHANGED);
  }

  /** As the table's line; a row's addresses are always told. */
  HopRow line() {
    return new HopRow(
        hop.point().toString(),
        source,
        destination,
        isNews() ? HopRow.Fresh.BOTH : HopRow.Fresh.NONE,
        what);
  }
}
