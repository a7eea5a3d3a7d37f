package dev.netlab.lab;

import java.util.List;

/**
 * Commands that are run while the lab is captured, and what must then be so.
 *
 * @param listeners whom the commands can connect to
 * @param runs one after the other
 */
public record Scenario(
    String name,
    List<Listener> listeners,
    List<ScenarioCommand> runs,
    List<Fact> facts,
    Location at) {
  public Scenario {
    listeners = List.copyOf(listeners);
    runs = List.copyOf(runs);
    facts = List.copyOf(facts);
  }
}
