package dev.netlab.lab;

import java.util.List;

/**
 * One claim of the document. It is true if all conditions are true. The scope of variables ({@code
 * $name}) is the fact.
 */
public record Fact(String id, List<Condition> conditions, Location at) {
  public Fact {
    conditions = List.copyOf(conditions);
  }
}
