package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a node did, as an object of JSON. */
final class EventJson {
  private EventJson() {}

  static Map<String, Object> of(Event event) {
    return switch (event) {
      case Event.Route route -> {
        Map<String, Object> data = kind("route");
        data.put("rule", route.rule());
        data.put("route", route.route());
        data.put("table", route.table());
        route.via().ifPresent(via -> data.put("via", via));
        data.put("dev", route.dev());
        yield data;
      }
      case Event.Neighbour n -> {
        Map<String, Object> data = kind("neighbour");
        data.put("address", n.address());
        data.put("dev", n.dev());
        data.put("lladdr", n.lladdr());
        data.put("state", n.state());
        yield data;
      }
      case Event.Forwarding f -> {
        Map<String, Object> data = kind("bridge");
        data.put("bridge", f.bridge());
        data.put("lladdr", f.lladdr());
        data.put("port", f.port());
        yield data;
      }
      case Event.Hook(String name) -> {
        Map<String, Object> data = kind("hook");
        data.put("name", name);
        yield data;
      }
      case Event.RuleMatched rule -> {
        Map<String, Object> data = kind("rule");
        data.put("table", rule.table());
        data.put("chain", rule.chain());
        data.put("handle", rule.handle());
        data.put("text", rule.text());
        data.put("verdict", rule.verdict());
        data.put("origin", rule.origin());
        yield data;
      }
      case Event.Connection c -> {
        Map<String, Object> data = kind("conntrack");
        data.put("original", c.original());
        data.put("reply", c.reply());
        data.put("state", c.state());
        data.put("zone", c.zone());
        yield data;
      }
      case Event.Translation t -> {
        Map<String, Object> data = kind("nat");
        data.put("side", t.side().toString());
        data.put("before", t.before());
        data.put("after", t.after());
        yield data;
      }
      case Event.Encapsulation(Event.TunnelHeader header) -> tunnel("encap", header);
      case Event.Decapsulation(Event.TunnelHeader header) -> tunnel("decap", header);
      case Event.Remark(String text) -> {
        Map<String, Object> data = kind("remark");
        data.put("text", text);
        yield data;
      }
    };
  }

  /** The event of the last hop of a packet that came no further. */
  static Map<String, Object> drop(Ending ending) {
    Map<String, Object> data = kind("drop");
    data.put("cause", ending.cause().toString());
    data.put("proof", ending.proof().toString());
    data.put("text", ending.text());
    return data;
  }

  private static Map<String, Object> tunnel(String kind, Event.TunnelHeader header) {
    Map<String, Object> data = kind(kind);
    data.put("tunnel", header.kind());
    data.put("dev", header.interfaceName());
    identity(data, header.id());
    data.put("from", header.from());
    data.put("to", header.to());
    return data;
  }

  /** Names and values in turn: {@code id 1}, {@code receiver 0x1f2e3d4c counter 7}. */
  private static void identity(Map<String, Object> data, String words) {
    String[] each = words.split(" ", -1);
    for (int i = 0; i + 1 < each.length; i += 2) {
      String value = each[i + 1];
      data.put(each[i], value.matches("\\d{1,18}") ? Long.valueOf(value) : value);
    }
  }

  private static Map<String, Object> kind(String kind) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", kind);
    return data;
  }
}
