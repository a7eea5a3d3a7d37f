package dev.netlab.engine.links;

import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.Probability;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the frames of one direction, as netem does it (sch_netem.c of Linux): which are
 * lost or duplicated, and when each is sent. What is due earlier is sent earlier, so jitter
 * reorders; with a rate each follows the one before it. Pure: the caller has the clock. Times are
 * {@link System#nanoTime}'s.
 *
 * @param <F> a frame that waits
 */
final class NetemQueue<F> {
  /** Instead of a time: too many wait already. */
  static final long FULL = Long.MIN_VALUE;

  /** Instead of a time: nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final double NANOS = 1e9;

  private final PriorityQueue<Waiting<F>> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting<F>>comparingLong(Waiting::due).thenComparingLong(Waiting::order));
  private volatile Setting setting;
  private long added;
  private long lastDue;

  private record Waiting<F>(F frame, long due, long order) {}

  /** Both at once, since another thread sets them. */
  private record Setting(Netem netem, SplittableRandom dice) {}

  NetemQueue(Netem netem) {
    setting = new Setting(netem, new SplittableRandom(netem.seed().orElse(0)));
  }

  Netem netem() {
    return setting.netem;
  }

  /** From now on; what waits keeps its time. The dice begin anew. */
  void impair(Netem netem) {
    setting = new Setting(netem, new SplittableRandom(netem.seed().orElse(0)));
  }

  /** How many of the next frame go on: 0, 1 or 2. */
  int copies() {
    int copies = 1 + hits(setting.netem.duplicate()) - hits(setting.netem.loss());
    // A double is rolled for by itself.
    return copies == 2 ? 2 - hits(setting.netem.loss()) : copies;
  }

  private int hits(Probability chance) {
    return !chance.equals(Probability.NEVER) && chance.hits(setting.dice.nextInt()) ? 1 : 0;
  }

  /**
   * When a frame is to be sent that comes now; {@link #FULL} for never.
   *
   * @param bytes on the wire
   */
  long due(int bytes, long now) {
    Netem netem = setting.netem;
    if (waiting.size() >= netem.limit()) {
      return FULL;
    }
    if (hits(netem.reorder()) == 1) {
      return now;
    }
    long delay = netem.delay();
    if (netem.jitter() != 0) {
      delay += setting.dice.nextLong(-netem.jitter(), netem.jitter());
    }
    if (netem.rate() == 0) {
      return now + delay;
    }
    long from = now;
    if (!waiting.isEmpty()) {
      // The delay runs while the frames before this one are being sent.
      delay = Math.max(0, delay - (lastDue - now));
      from = lastDue;
    }
    return from + delay + (long) (bytes * NANOS / netem.rate());
  }

  void add(F frame, long due) {
    lastDue = waiting.isEmpty() ? due : Math.max(lastDue, due);
    waiting.add(new Waiting<>(frame, due, added++));
  }

  /** Takes the earliest frame that is due; null where none is. */
  @Nullable F take(long now) {
    Waiting<F> first = waiting.peek();
    if (first == null || first.due > now) {
      return null;
    }
    waiting.remove();
    return first.frame;
  }

  /** When the earliest frame is due, or {@link #NEVER}. */
  long nextDue() {
    Waiting<F> first = waiting.peek();
    return first == null ? NEVER : first.due;
  }

  /** Drops all waiting frames. */
  void drain(Consumer<F> with) {
    waiting.forEach(each -> with.accept(each.frame));
    waiting.clear();
  }

  int waiting() {
    return waiting.size();
  }
}
