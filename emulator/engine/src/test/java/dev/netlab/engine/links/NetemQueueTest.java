package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.rtnetlink.Netem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** By a clock of its own: no time passes. */
class NetemQueueTest {
  private static final long MS = 1_000_000;
  private static final int FRAME = 1250;

  private static NetemQueue<Integer> queue(String netem) {
    return new NetemQueue<>(Netem.parse(netem));
  }

  private static List<Integer> taken(NetemQueue<Integer> queue, long now) {
    List<Integer> taken = new ArrayList<>();
    for (Integer frame = queue.take(now); frame != null; frame = queue.take(now)) {
      taken.add(frame);
    }
    return taken;
  }

  @Test
  void aPlainWireSendsAtOnce() {
    NetemQueue<Integer> queue = queue("");
    assertThat(queue.copies()).isEqualTo(1);
    assertThat(queue.due(FRAME, 7)).isEqualTo(7);
    assertThat(queue.nextDue()).isEqualTo(NetemQueue.NEVER);
  }

  @Test
  void aDelayedFrameIsTakenWhenItIsDue() {
    NetemQueue<Integer> queue = queue("delay 12ms");
    queue.add(1, queue.due(FRAME, 5 * MS));
    queue.add(2, queue.due(FRAME, 5 * MS));
    assertThat(queue.nextDue()).isEqualTo(17 * MS);
    assertThat(taken(queue, 17 * MS - 1)).isEmpty();
    assertThat(taken(queue, 17 * MS)).containsExactly(1, 2);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void jitterStaysInItsBoundsFillsThemAndReorders() {
    NetemQueue<Integer> queue = queue("limit 20000 delay 10ms 2ms");
    long[] delays = LongStream.range(0, 10_000).map(i -> queue.due(FRAME, 0)).toArray();
    assertThat(LongStream.of(delays).min().orElseThrow()).isBetween(8 * MS, 8 * MS + MS / 20);
    assertThat(LongStream.of(delays).max().orElseThrow()).isBetween(12 * MS - MS / 20, 12 * MS);
    assertThat(LongStream.of(delays).average().orElseThrow()).isBetween(9.95 * MS, 10.05 * MS);
    IntStream.range(0, 100).forEach(i -> queue.add(i, delays[i]));
    assertThat(taken(queue, 20 * MS))
        .hasSize(100)
        .isNotEqualTo(IntStream.range(0, 100).boxed().toList())
        .isSortedAccordingTo((a, b) -> Long.compare(delays[a], delays[b]));
  }

  @Test
  void lossIsAsOftenAsSaidAndRepeatsItselfWithItsSeed() {
    List<Integer> first = fates("loss 10% seed 42");
    // 1000 in 10 000 is expected; the binomial's 99.9 % lie within 99.
    assertThat(first.stream().filter(copies -> copies == 0).count()).isBetween(901L, 1099L);
    assertThat(fates("loss 10% seed 42")).isEqualTo(first);
    assertThat(fates("loss 10% seed 43")).isNotEqualTo(first);
    assertThat(fates("loss 100%")).containsOnly(0);
    assertThat(fates("loss 0%")).containsOnly(1);
  }

  @Test
  void aChangeRollsTheDiceAnewAndLeavesWhatWaits() {
    NetemQueue<Integer> queue = queue("delay 5ms");
    queue.add(1, queue.due(FRAME, 0));
    queue.impair(Netem.parse("loss 10% seed 42"));
    assertThat(fates(queue)).isEqualTo(fates("loss 10% seed 42"));
    assertThat(queue.nextDue()).isEqualTo(5 * MS);
  }

  @Test
  void doublesAreRolledForBesideLosses() {
    assertThat(fates("duplicate 100%")).containsOnly(2);
    List<Integer> both = fates("duplicate 50% loss 50% seed 1");
    // 3/8 once by double or luck, half of doubles lose one: 1/4 none, 5/8 one, 1/8 two.
    assertThat(both.stream().filter(c -> c == 0).count()).isBetween(2350L, 2650L);
    assertThat(both.stream().filter(c -> c == 2).count()).isBetween(1130L, 1370L);
  }

  private static List<Integer> fates(String netem) {
    return fates(queue(netem));
  }

  private static List<Integer> fates(NetemQueue<Integer> queue) {
    return IntStream.range(0, 10_000).map(i -> queue.copies()).boxed().toList();
  }

  @Test
  void aRateSpacesFramesByTheirLengthBehindOneDelay() {
    // 1250 bytes at 10 Mbit/s take 1 ms.
    NetemQueue<Integer> queue = queue("delay 3ms rate 10mbit");
    List<Long> due = new ArrayList<>();
    for (int frame = 0; frame < 3; frame++) {
      long at = queue.due(FRAME, 0);
      due.add(at / MS);
      queue.add(frame, at);
    }
    assertThat(due).containsExactly(4L, 5L, 6L);
    // One that comes later has its delay meanwhile, as far as it goes.
    assertThat(queue.due(2 * FRAME, 2 * MS) / MS).isEqualTo(8);
    assertThat(queue.due(FRAME, 5 * MS) / MS).isEqualTo(9);
    assertThat(taken(queue, 6 * MS)).containsExactly(0, 1, 2);
    assertThat(queue.due(FRAME, 100 * MS) / MS).isEqualTo(104);
  }

  @Test
  void noMoreWaitThanMay() {
    NetemQueue<Integer> queue = queue("delay 1s limit 2");
    queue.add(1, queue.due(FRAME, 0));
    queue.add(2, queue.due(FRAME, 0));
    assertThat(queue.due(FRAME, 0)).isEqualTo(NetemQueue.FULL);
    assertThat(taken(queue, 1000 * MS)).hasSize(2);
    assertThat(queue.due(FRAME, 0)).isEqualTo(1000 * MS);
  }

  @Test
  void whatIsReorderedIsNotDelayed() {
    NetemQueue<Integer> queue = queue("delay 10ms reorder 25% seed 1");
    long now = 3 * MS;
    List<Long> due = LongStream.range(0, 10_000).map(i -> queue.due(FRAME, now)).boxed().toList();
    assertThat(due).containsOnly(now, now + 10 * MS);
    assertThat(due.stream().filter(at -> at == now).count()).isBetween(2350L, 2650L);
  }
}
