package dev.netlab.insight.capture;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Puts frames of several rings, each in order by itself, into one order by time. Frames of one time
 * stay in the order in which they came: a packet that the kernel took out of a tunnel can carry the
 * time of the datagram that brought it.
 */
final class ReorderBuffer {
  private final PriorityQueue<Numbered> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Numbered n) -> n.frame().nanos())
              .thenComparingLong(Numbered::number));
  private long numbers;

  private record Numbered(CapturedFrame frame, long number) {}

  void add(CapturedFrame frame) {
    queue.add(new Numbered(frame, numbers++));
  }

  /** Hands over the frames up to a time, in order. */
  void release(long untilNanos, Consumer<CapturedFrame> to) {
    Numbered first = queue.peek();
    while (first != null && first.frame().nanos() <= untilNanos) {
      queue.remove();
      to.accept(first.frame());
      first = queue.peek();
    }
  }
}
