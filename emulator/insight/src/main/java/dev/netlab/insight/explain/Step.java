package dev.netlab.insight.explain;

import dev.netlab.insight.story.Ending;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What one place on the way makes of a packet. */
sealed interface Step {
  /** It goes on. */
  record Forwarded(PathState next) implements Step {}

  /**
   * It goes on in several copies, of which the first that counts is followed to its end.
   *
   * @param counts whether a copy that ended so was the packet
   * @param otherwise what is said of the packet where none was, from how all copies ended
   */
  record Copied(
      List<PathState> copies, Predicate<Ending> counts, Function<List<Ending>, Last> otherwise)
      implements Step {
    public Copied {
      copies = List.copyOf(copies);
    }
  }

  /** It goes no further. */
  sealed interface Last extends Step {
    /** What the packet was there, and what it left behind. */
    PathState state();

    Ending ending();
  }

  /** It came to the program or the protocol that takes, answers or refuses it. */
  record Delivered(PathState state, Ending ending) implements Last {}

  /** It came to no such place. */
  record Ended(PathState state, Ending ending) implements Last {}
}
