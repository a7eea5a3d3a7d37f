package dev.netlab.lab;

import java.util.List;

/**
 * One promise of the document; it holds when all conditions hold. Variables ({@code $name}) are the
 * fact's own.
 */
public record Fact(String id, List<Condition> conditions, Location at) {
  public Fact {
    conditions = List.copyOf(conditions);
  }
}
