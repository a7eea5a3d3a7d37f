package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.lab.graph.svg.Markup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** One step of a journey as HTML: its line in the list, and what there is to say of it. */
final class StepHtml {
  private static final Set<String> TRANSLATIONS = Set.of("snat", "dnat");
  private static final Set<String> TUNNELS = Set.of("encap", "decap");

  private final Markup out;

  StepHtml(Markup out) {
    this.out = out;
  }

  /**
   * A hop.
   *
   * @param number from 1
   * @param first the journey's first hop, for the time since then
   */
  void hop(int number, Hop hop, Optional<Hop> before, Hop first) {
    List<HopRow> lines = HopRow.of(hop, before);
    EncapStack nest = EncapStack.of(hop);
    out.open("li").with("data-depth", String.valueOf(nest.depth() - 1));
    out.open("button").with("class", "step");
    out.leaf("span", "number", String.valueOf(number));
    out.leaf("span", "point", hop.point().toString());
    boolean news = lines.stream().anyMatch(HopRow::isNews);
    out.leaf("span", news ? "what" : "what same", summary(lines));
    out.close();
    out.open("div").with("class", "detail");
    out.open("h2").text(hop.point().toString());
    if (hop.nanos() != 0) {
      out.leaf(
          "small",
          "time",
          String.format(Locale.ROOT, "+%.3f ms", (hop.nanos() - first.nanos()) / 1e6));
    }
    out.close();
    // The reasons are repeated: a reader who sees what is new asks for them.
    before
        .filter(was -> was.node().equals(hop.node()))
        .ifPresent(was -> reasons("since " + was.point(), was.events()));
    packets(nest, before.map(EncapStack::of));
    reasons("then, in " + hop.node(), hop.events());
    out.close().close();
  }

  /** What is new, the outermost packet's first. */
  private static String summary(List<HopRow> lines) {
    StringJoiner summary = new StringJoiner("; ");
    summary.add(lines.getFirst().what());
    for (HopRow line : lines.subList(1, lines.size())) {
      if (line.isNews()) {
        summary.add(line.label().replace("\\_", "").strip() + ": " + line.what());
      }
    }
    return LineWrap.whole(summary.toString());
  }

  private void packets(EncapStack nest, Optional<EncapStack> before) {
    int missing = before.map(was -> nest.depth() - was.depth()).orElse(0);
    for (int i = missing; i < 0; i++) {
      EncapStack was = before.orElseThrow();
      EncapStack.EncapLayer gone = was.shells().get(i - missing);
      out.open("div").with("class", "shell gone");
      title(gone.tunnel(), "taken off");
      PacketFields facts = PacketFields.of(gone.packet());
      out.leaf("p", "ends", facts.source() + " → " + facts.destination());
      out.close();
    }
    for (int i = 0; i < nest.depth(); i++) {
      EncapStack.EncapLayer shell = nest.shells().get(i);
      boolean fresh = i < missing;
      int place = i;
      Optional<PacketFields> was =
          before
              .filter(old -> !fresh)
              .map(old -> PacketFields.of(old.counterpart(place, nest).packet()));
      out.open("div").with("class", fresh ? "shell fresh" : "shell");
      out.with("style", "--level:" + i);
      title(
          i == 0 && shell.tunnel().isEmpty() && nest.depth() == 1 ? "packet" : role(shell, i, nest),
          fresh ? "put on" : "");
      packet(PacketFields.of(shell.packet()), was);
      out.close();
    }
  }

  private static String role(EncapStack.EncapLayer shell, int index, EncapStack nest) {
    return shell.tunnel().isEmpty()
        ? index == nest.depth() - 1 ? "packet" : "outer packet"
        : "in " + shell.tunnel();
  }

  private void title(String text, String tag) {
    out.open("h3").text(text.isEmpty() ? "outer packet" : text);
    if (!tag.isEmpty()) {
      out.leaf("span", "tag", tag);
    }
    out.close();
  }

  private void packet(PacketFields now, Optional<PacketFields> was) {
    out.open("p").with("class", "ends");
    value(now.source(), was.map(PacketFields::source));
    out.text(" → ");
    value(now.destination(), was.map(PacketFields::destination));
    out.close();
    out.open("p").with("class", "facts");
    value(now.kind(), was.map(PacketFields::kind));
    Map<String, String> all = new LinkedHashMap<>();
    was.ifPresent(facts -> all.putAll(facts.values()));
    all.putAll(now.values());
    for (String name : all.keySet()) {
      out.text(", " + name + " ");
      value(
          now.values().getOrDefault(name, "none"),
          was.map(facts -> facts.values().getOrDefault(name, "none")));
    }
    out.close();
  }

  /** A value, and before it what it was if that is not the same. */
  private void value(String now, Optional<String> was) {
    if (was.isPresent() && !was.get().equals(now)) {
      out.open("del").text(was.get()).close().text(" ").open("ins").text(now).close();
    } else {
      out.text(now);
    }
  }

  private void reasons(String when, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    out.leaf("h3", "when", when);
    out.open("dl");
    for (ReasonLine reason : ReasonLine.of(events)) {
      out.open("dt").with("class", kind(reason.key())).text(reason.key()).close();
      out.open("dd");
      for (String line : reason.text()) {
        out.open("div").text(LineWrap.whole(line)).close();
      }
      out.close();
    }
    out.close();
  }

  private static String kind(String key) {
    return TRANSLATIONS.contains(key) ? "nat" : TUNNELS.contains(key) ? "tunnel" : "plain";
  }

  /** How it ended, and what happened on the way. */
  void ending(Ending ending, SummaryTable summary) {
    String outcome = ending.outcome().toString();
    out.open("li").with("class", "ending " + outcome).with("data-depth", "0");
    out.open("button").with("class", "step");
    out.leaf("span", "number", sign(ending));
    out.leaf("span", "point", outcome);
    out.leaf("span", "what", ending.text());
    out.close();
    out.open("div").with("class", "detail");
    out.open("h2").text(TextStory.headline(ending)).close();
    out.leaf("p", "verdict", ending.text());
    if (!ending.evidence().isEmpty()) {
      out.open("ul");
      ending.evidence().forEach(line -> out.open("li").text(line).close());
      out.close();
    }
    if (summary.isWorthPrinting()) {
      summary.html(out);
    }
    out.close().close();
  }

  /** A sign for the outcome. */
  static String sign(Ending ending) {
    return switch (ending.outcome()) {
      case DELIVERED -> "✓";
      case REFUSED, DROPPED, LOST -> "✗";
      case UNKNOWN -> "?";
    };
  }
}
