package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.svg.Layout;
import dev.netlab.lab.graph.svg.Markup;
import dev.netlab.lab.graph.svg.Picture;
import dev.netlab.lab.graph.svg.Scaffold;
import dev.netlab.lab.graph.svg.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A story as a page to walk through: the lab's picture with each packet's way on it, and its steps,
 * each with the packet before and after and the reasons. One file that asks for no other.
 */
public final class HtmlStory {
  private final Picture picture;

  private HtmlStory(LabGraph graph) {
    picture = Layout.of(graph);
  }

  /**
   * The page.
   *
   * @param graph of the lab that was traced
   */
  public static String render(Trace trace, LabGraph graph) {
    return new HtmlStory(graph).page(trace);
  }

  private String page(Trace trace) {
    Markup main = new Markup();
    main.raw(Scaffold.frame(Svg.element(picture, courses(trace))));
    main.open("section").with("class", "story");
    remarks(main, trace);
    chooser(main, trace);
    for (Journey journey : journeys(trace)) {
      steps(main, journey);
    }
    main.close();
    return Scaffold.page(
        trace.node() + "$ " + String.join(" ", trace.command()),
        "lab " + trace.lab() + ", ended with status " + trace.status(),
        Scaffold.resource(HtmlStory.class, "story.css"),
        main.toString(),
        Scaffold.resource(HtmlStory.class, "story.js"));
  }

  private static List<Journey> journeys(Trace trace) {
    return trace.conversations().stream().flatMap(c -> c.journeys().stream()).toList();
  }

  private static void remarks(Markup out, Trace trace) {
    trace.gaps().forEach(gap -> out.leaf("p", "gap", "not seen: " + gap));
    trace.notes().forEach(note -> out.leaf("p", "note", note));
    if (trace.conversations().isEmpty()) {
      out.leaf("p", "gap", "no packet was seen");
    }
  }

  private static void chooser(Markup out, Trace trace) {
    out.open("nav");
    for (Conversation conversation : trace.conversations()) {
      out.open("div").with("class", "conversation");
      out.leaf("span", "name", conversation.name());
      for (Journey journey : conversation.journeys()) {
        out.open("button")
            .with("class", "journey " + journey.direction() + " " + journey.ending().outcome())
            .with("data-journey", String.valueOf(journey.packet()));
        out.text(journey.direction() + " ");
        out.leaf("b", "mark", StepHtml.sign(journey.ending())).close();
      }
      if (conversation.untold() > 0) {
        out.leaf("span", "untold", conversation.untold() + " more delivered");
      }
      out.close();
      if (!conversation.divergence().isEmpty()) {
        out.leaf("p", "gap", "other than predicted: " + conversation.divergence());
      }
    }
    out.close();
  }

  private static void steps(Markup out, Journey journey) {
    out.open("ol")
        .with("data-journey", String.valueOf(journey.packet()))
        .with("class", "steps " + journey.direction());
    StepHtml markup = new StepHtml(out);
    Optional<Hop> before = Optional.empty();
    for (int i = 0; i < journey.hops().size(); i++) {
      Hop hop = journey.hops().get(i);
      markup.hop(i + 1, hop, before, journey.hops().getFirst());
      before = Optional.of(hop);
    }
    markup.ending(journey.ending(), new SummaryTable(journey));
    out.close();
  }

  /** The ways of all journeys, for the page to show one of them at a time. */
  private String courses(Trace trace) {
    Markup out = new Markup();
    out.raw("<defs>" + arrow("request") + arrow("reply") + "</defs>");
    for (Journey journey : journeys(trace)) {
      PathOverlay course = PathOverlay.of(journey.hops(), picture);
      out.open("g")
          .with("class", "course " + journey.direction())
          .with("data-journey", String.valueOf(journey.packet()));
      for (int i = 0; i < course.legs().size(); i++) {
        leg(out, journey, course.legs().get(i), i);
      }
      out.leaf("circle", "packet", "");
      course.legs().reversed().stream()
          .flatMap(leg -> leg.place().stream())
          .findFirst()
          .ifPresent(
              at ->
                  out.open("text")
                      .with("class", "end " + journey.ending().outcome())
                      .with("x", at.x())
                      .with("y", at.y() + 9)
                      .with("text-anchor", "middle")
                      .text(StepHtml.sign(journey.ending()))
                      .close());
      out.close();
    }
    return out.toString();
  }

  private static void leg(Markup out, Journey journey, PathOverlay.Segment leg, int index) {
    boolean between =
        index > 0 && !journey.hops().get(index - 1).node().equals(journey.hops().get(index).node());
    out.open("path")
        .with("class", between ? "leg" : "leg within")
        .with("data-step", String.valueOf(index))
        .with("fill", "none")
        .with(
            "data-pipes",
            leg.pipes().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    leg.place()
        .ifPresent(
            at -> out.with("data-at", String.format(Locale.ROOT, "%.1f %.1f", at.x(), at.y())));
    if (!leg.trail().isEmpty()) {
      out.with("d", leg.trail());
      if (between) {
        out.with("marker-end", "url(#" + journey.direction() + "-arrow)");
      }
    }
    out.close();
  }

  private static String arrow(String direction) {
    return """
    <marker id="%1$s-arrow" class="%1$s" viewBox="0 0 10 10" refX="14" refY="5" \
    markerWidth="17" markerHeight="17" markerUnits="userSpaceOnUse" orient="auto">\
    <path d="M0,0L10,5L0,10L3,5z"/></marker>\
    """
        .formatted(direction);
  }
}
