package dev.netlab.insight.facts;

import dev.netlab.packet.filter.Bindings;
import java.util.List;

/** Whether a condition holds, and what was seen. */
sealed interface Verdict {
  /** So many assignments of variables are followed at most, by a fact and by each condition. */
  int MOST_BINDINGS = 256;

  /**
   * It holds.
   *
   * @param bindings the values of variables with which it does, at least one, and what was seen
   */
  record Holds(List<Binding> bindings) implements Verdict {
    public Holds {
      bindings = List.copyOf(bindings);
    }
  }

  /** One way in which a condition holds. */
  record Binding(Bindings bindings, String seen) {}

  /** It does not. */
  record Fails(String why) implements Verdict {}

  static Verdict holds(Bindings bindings, String seen) {
    return new Holds(List.of(new Binding(bindings, seen)));
  }

  /** Holds if there is at least one binding, else fails. */
  static Verdict of(List<Binding> ways, String otherwise) {
    return ways.isEmpty() ? new Fails(otherwise) : new Holds(ways);
  }
}
