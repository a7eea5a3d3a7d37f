package dev.netlab.cli;

import dev.netlab.engine.site.LinkControl.Impairer;
import dev.netlab.engine.site.LinkControl.Shown;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.NetemSyntax;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The state of an interface and the impairment of what it sends, as text for users and as data for
 * programs.
 */
final class LinkText {
  private static final List<String> COUNTERS =
      List.of(
          "sent", "sentBytes", "lost", "dropped", "overLimit", "notTaken", "duplicated", "waiting");

  private LinkText() {}

  static void print(PrintWriter out, String end, Shown shown) {
    String netem = shown.netem().withSeed(Netem.NONE.seed()).toString();
    out.println(
        "%s %s%s: %s (%s)"
            .formatted(
                end,
                shown.up() ? "up" : "down",
                shown.up() && !shown.carrier() ? ", no carrier" : "",
                netem.isEmpty() ? "not impaired" : netem,
                by(shown.impairer())));
    if (!shown.counters().isEmpty()) {
      out.println(
          "    "
              + counters(shown).entrySet().stream()
                  .map(counter -> counter.getKey() + " " + counter.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** In the order in which packets reach them. */
  private static Map<String, Long> counters(Shown shown) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (String name : COUNTERS) {
      Long count = shown.counters().get(name);
      if (count != null) {
        ordered.put(name, count);
      }
    }
    return ordered;
  }

  private static String by(Impairer impairer) {
    return switch (impairer) {
      case KERNEL -> "the kernel's netem";
      case AGENT -> "a wire of netlab's";
      case DEAD_AGENT -> "a wire of netlab's, whose agent is dead";
      case NOBODY -> "this kernel has no netem";
    };
  }

  static Map<String, Object> data(String lab, String end, Shown shown) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", lab);
    data.put("interface", end);
    data.put("up", shown.up());
    data.put("carrier", shown.carrier());
    data.put(
        "backend",
        switch (shown.impairer()) {
          case KERNEL -> "kernel";
          case AGENT -> "userspace";
          case DEAD_AGENT -> "dead";
          case NOBODY -> "none";
        });
    data.put("impair", impair(shown.netem()));
    data.put("counters", counters(shown));
    return data;
  }

  /** The settings under the lab file's keys, without those that do not apply. */
  private static Map<String, Object> impair(Netem netem) {
    Map<String, Object> data = new LinkedHashMap<>();
    put(data, "delay", netem.delay() != 0, NetemSyntax.time(netem.delay()));
    put(data, "jitter", netem.jitter() != 0, NetemSyntax.time(netem.jitter()));
    put(data, "loss", netem.loss().fraction() != 0, netem.loss().toString());
    put(data, "rate", netem.rate() != 0, NetemSyntax.rate(netem.rate()));
    put(data, "limit", netem.limit() != Netem.DEFAULT_LIMIT, netem.limit());
    put(data, "duplicate", netem.duplicate().fraction() != 0, netem.duplicate().toString());
    put(data, "reorder", netem.reorder().fraction() != 0, netem.reorder().toString());
    netem.seed().ifPresent(seed -> data.put("seed", seed));
    return data;
  }

  private static void put(Map<String, Object> data, String key, boolean applies, Object value) {
    if (applies) {
      data.put(key, value);
    }
  }
}
