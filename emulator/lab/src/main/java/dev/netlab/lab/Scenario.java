package dev.netlab.lab;

import java.util.List;

/**
 * Commands that are run while the lab is captured, and the facts that must be true afterwards.
 *
 * @param listeners the ports to which the commands can connect
 * @param runs run one after the other
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
