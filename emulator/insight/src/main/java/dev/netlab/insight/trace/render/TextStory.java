package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.Palette.Role;
import dev.netlab.insight.trace.render.TextPage.Cell;
import dev.netlab.packet.PacketText;
import java.util.List;
import java.util.Locale;

/**
 * A story as text: what became of each packet at a glance, then each packet's path as a table with
 * the reasons. No line is longer than 100 characters.
 */
public final class TextStory {
  private static final int INDENT = 4;

  private final Palette palette;

  public TextStory(Palette palette) {
    this.palette = palette;
  }

  /** All of a trace; ends with a line break. */
  public String render(Trace trace) {
    TextPage page = new TextPage(palette);
    page.paragraph(
        0, Role.TITLE, trace.lab() + " " + trace.node() + ": " + String.join(" ", trace.command()));
    page.paragraph(INDENT, Role.QUIET, "ended with status " + trace.status());
    trace.notes().forEach(note -> page.paragraph(INDENT, Role.QUIET, "note: " + note));
    trace.gaps().forEach(gap -> page.paragraph(INDENT, Role.DOUBTFUL, "NOT SEEN: " + gap));
    if (trace.conversations().isEmpty()) {
      page.paragraph(INDENT, Role.DOUBTFUL, "no packet was seen");
    }
    for (Conversation conversation : trace.conversations()) {
      page.blankLine();
      overview(page, conversation);
    }
    for (Conversation conversation : trace.conversations()) {
      for (Journey journey : conversation.journeys()) {
        page.blankLine();
        journey(page, journey);
      }
    }
    return page.toString();
  }

  /** Journeys that belong to no trace, such as predicted ones; ends with a line break. */
  public String render(List<Journey> journeys) {
    TextPage page = new TextPage(palette);
    for (int i = 0; i < journeys.size(); i++) {
      if (i > 0) {
        page.blankLine();
      }
      journey(page, journeys.get(i));
    }
    return page.toString();
  }

  private static void overview(TextPage page, Conversation conversation) {
    page.paragraph(0, Role.TITLE, conversation.number() + ". " + conversation.name());
    for (Journey journey : conversation.journeys()) {
      Ending ending = journey.ending();
      page.row(
          INDENT,
          List.of(
              new Cell(Role.TITLE, "packet " + journey.packet(), 10),
              new Cell(Role.TITLE, journey.direction().toString(), 7),
              new Cell(role(ending), headline(ending), TextPage.WIDTH - INDENT - 10 - 7 - 4)));
    }
    if (conversation.untold() > 0) {
      page.paragraph(INDENT, Role.QUIET, omitted(conversation));
    }
    if (!conversation.divergence().isEmpty()) {
      page.paragraph(INDENT, Role.DOUBTFUL, "OTHER THAN PREDICTED: " + conversation.divergence());
    }
  }

  private static String omitted(Conversation conversation) {
    int untold = conversation.untold();
    boolean good =
        conversation.journeys().stream()
            .allMatch(journey -> journey.ending().outcome() == Outcome.DELIVERED);
    return (untold == 1 ? "1 more packet " : untold + " more packets ")
        + (good ? "went the same way" : untold == 1 ? "was delivered" : "were delivered");
  }

  private static void journey(TextPage page, Journey journey) {
    List<Hop> hops = journey.hops();
    String title = "packet " + journey.packet() + ", " + journey.direction();
    if (!hops.isEmpty()) {
      title += ": " + PacketText.level(hops.getFirst().packet());
    }
    page.paragraph(0, Role.TITLE, title);
    if (!hops.isEmpty()) {
      CapturePointTable.printHops(page, hops);
    }
    Ending ending = journey.ending();
    page.paragraph(INDENT, role(ending), "=> " + headline(ending) + took(hops));
    page.paragraph(INDENT + 3, Role.TITLE, ending.text());
    ending.evidence().forEach(line -> page.paragraph(INDENT + 3, Role.QUIET, "- " + line));
    SummaryTable summary = new SummaryTable(journey);
    if (summary.isWorthPrinting()) {
      page.blankLine();
      summary.print(page);
    }
  }

  /** {@code DROPPED at gw-local behind liqo.11111: no-route (proven)}. */
  static String headline(Ending ending) {
    String outcome = ending.outcome().toString();
    boolean delivered = ending.outcome() == Outcome.DELIVERED;
    boolean said = delivered || ending.cause() == Cause.UNKNOWN;
    String at = ending.interfaceName().isEmpty() ? "" : ":" + ending.interfaceName();
    return (delivered ? outcome : outcome.toUpperCase(Locale.ROOT))
        + (" at " + ending.node() + at)
        + (said ? "" : ": " + ending.cause())
        + " ("
        + ending.proof()
        + ")";
  }

  private static Role role(Ending ending) {
    return switch (ending.outcome()) {
      case DELIVERED -> Role.GOOD;
      case REFUSED, DROPPED, LOST -> Role.BAD;
      case UNKNOWN -> Role.DOUBTFUL;
    };
  }

  private static String took(List<Hop> hops) {
    if (hops.size() < 2 || hops.getFirst().nanos() == 0) {
      return "";
    }
    long nanos = hops.getLast().nanos() - hops.getFirst().nanos();
    return String.format(Locale.ROOT, ", %d hops in %.3f ms", hops.size(), nanos / 1e6);
  }
}
