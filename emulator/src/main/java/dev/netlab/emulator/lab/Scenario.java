package dev.netlab.emulator.lab;

import java.util.List;

/**
 * Commands that are run while the lab is captured, and what must then be so.
 *
 * @param runs one after the other
 */
public record Scenario(String name, List<Run> runs, List<Fact> facts, Location at) {
  public Scenario {
    runs = List.copyOf(runs);
    facts = List.copyOf(facts);
  }
}
