package dev.netlab.labs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order a broken lab's scenarios are run, so that something is missed soon: first a look
 * at what needs no traffic, then the scenario that missed something last, as neighbouring elements
 * of a file often serve the same one. No scenario is left out.
 */
final class ScenarioOrder {
  private static final String AT_REST = "at-rest";

  private final Map<Object, Object> scenarios = new LinkedHashMap<>();

  /**
   * @param file the whole lab's
   */
  ScenarioOrder(Map<?, ?> file) {
    Map<?, ?> written = (Map<?, ?>) file.get("scenarios");
    Object node = ((Map<?, ?>) file.get("nodes")).keySet().iterator().next();
    scenarios.put(
        AT_REST,
        Map.of("run", Map.of("node", node, "command", "true"), "facts", withoutTraffic(written)));
    scenarios.putAll(written);
  }

  /** The lab with its scenarios in this order. */
  synchronized Map<Object, Object> of(Map<?, ?> lab) {
    Map<Object, Object> ordered = new LinkedHashMap<>(lab);
    ordered.put("scenarios", new LinkedHashMap<>(scenarios));
    return ordered;
  }

  /** Has that scenario run as the second next time. */
  synchronized void missedBy(String scenario) {
    if (scenario.equals(AT_REST)) {
      return;
    }
    Map<Object, Object> before = new LinkedHashMap<>(scenarios);
    scenarios.clear();
    scenarios.put(AT_REST, before.get(AT_REST));
    scenarios.put(scenario, before.get(scenario));
    before.forEach(scenarios::putIfAbsent);
  }

  private static Map<String, Object> withoutTraffic(Map<?, ?> scenarios) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Object scenario : scenarios.values()) {
      for (Object conditions : ((Map<?, ?>) ((Map<?, ?>) scenario).get("facts")).values()) {
        for (Object condition : (List<?>) conditions) {
          if (needsNoTraffic((Map<?, ?>) condition)) {
            facts.put(AT_REST + "-" + facts.size(), List.of(condition));
          }
        }
      }
    }
    return facts;
  }

  /** Traffic may change neighbours that are learned; a variable has its value from elsewhere. */
  private static boolean needsNoTraffic(Map<?, ?> condition) {
    Map.Entry<?, ?> said = condition.entrySet().iterator().next();
    String words = said.getValue().toString();
    return !words.contains("$")
        && switch (said.getKey().toString()) {
          case "address", "route", "rule", "fdb", "lookup", "link" -> true;
          case "neighbour" -> words.contains("permanent");
          case "nft" -> !((Map<?, ?>) said.getValue()).containsKey("matched");
          default -> false;
        };
  }
}
