package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A story for programs: maps, lists, strings, numbers and truth values, as {@code
 * docs/trace.schema.json} has them.
 */
public final class JsonStory {
  private JsonStory() {}

  /** All of a trace. Each journey is a flow. */
  public static Map<String, Object> data(Trace trace) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", trace.lab());
    data.put("node", trace.node());
    data.put("command", trace.command());
    data.put("status", trace.status());
    data.put("conversations", trace.conversations().stream().map(JsonStory::conversation).toList());
    List<Map<String, Object>> flows = new ArrayList<>();
    for (Conversation conversation : trace.conversations()) {
      for (Map<String, Object> flow : flows(conversation.journeys())) {
        Map<String, Object> numbered = new LinkedHashMap<>();
        numbered.put("conversation", conversation.number());
        numbered.putAll(flow);
        flows.add(numbered);
      }
    }
    data.put("flows", flows);
    data.put("gaps", trace.gaps());
    data.put("notes", trace.notes());
    return data;
  }

  /** Journeys that belong to no trace, such as predicted ones. */
  public static List<Map<String, Object>> flows(List<Journey> journeys) {
    return journeys.stream().map(JsonStory::flow).toList();
  }

  private static Map<String, Object> conversation(Conversation conversation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("number", conversation.number());
    data.put("name", conversation.name());
    data.put("untold", conversation.untold());
    data.put("divergence", conversation.divergence());
    return data;
  }

  private static Map<String, Object> flow(Journey journey) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("packet", journey.packet());
    data.put("direction", journey.direction().toString());
    data.put("outcome", journey.ending().outcome().toString());
    List<Map<String, Object>> hops = new ArrayList<>();
    for (int i = 0; i < journey.hops().size(); i++) {
      List<Map<String, Object>> events =
          new ArrayList<>(journey.hops().get(i).events().stream().map(EventJson::of).toList());
      if (i == journey.hops().size() - 1 && failed(journey.ending())) {
        events.add(EventJson.drop(journey.ending()));
      }
      hops.add(hop(journey.hops().get(i), events));
    }
    data.put("hops", hops);
    data.put("ending", ending(journey.ending()));
    data.put("summary", SummaryTable.Row.of(journey).stream().map(JsonStory::row).toList());
    return data;
  }

  private static Map<String, Object> row(SummaryTable.Row row) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("point", row.hop().node() + ":" + row.hop().interfaceName());
    data.put("way", row.hop().way().toString());
    data.put("source", row.source());
    data.put("destination", row.destination());
    data.put("what", LineWrap.whole(row.what()));
    data.put("translations", row.translations());
    return data;
  }

  private static boolean failed(Ending ending) {
    return switch (ending.outcome()) {
      case DELIVERED, UNKNOWN -> false;
      case REFUSED, DROPPED, LOST -> true;
    };
  }

  private static Map<String, Object> hop(Hop hop, List<Map<String, Object>> events) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("node", hop.node());
    data.put("interface", hop.interfaceName());
    data.put("way", hop.way().toString());
    if (hop.nanos() != 0) {
      data.put("time", hop.nanos());
    }
    data.put("packet", LevelJson.of(hop.packet()));
    data.put("outer", hop.outer().stream().map(LevelJson::of).toList());
    data.put("events", events);
    return data;
  }

  private static Map<String, Object> ending(Ending ending) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cause", ending.cause().toString());
    data.put("proof", ending.proof().toString());
    data.put("node", ending.node());
    data.put("interface", ending.interfaceName());
    data.put("text", ending.text());
    data.put("evidence", ending.evidence());
    return data;
  }
}
