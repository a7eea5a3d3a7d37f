package dev.netlab.netlink.rtnetlink;

import java.util.OptionalLong;

/**
 * What the queueing discipline netem does to all that an interface sends (tc-netem(8), {@code
 * struct tc_netem_qopt} of linux/pkt_sched.h).
 *
 * @param delay of each packet, nanoseconds
 * @param jitter nanoseconds by which a delay is shorter or longer, all in between alike; what
 *     overtakes is sent first
 * @param loss how many packets vanish; one that is still to be segmented (GSO) vanishes whole
 * @param rate bytes a second, 0 for no limit: packets go one after the other
 * @param limit packets that wait at most; what comes then is lost
 * @param duplicate how many packets go twice
 * @param reorder how many packets are not delayed at all; only beside a delay
 * @param seed of the dice; the same packets then have the same fate again. Linux 6.6 and newer
 */
public record Netem(
    long delay,
    long jitter,
    Probability loss,
    long rate,
    int limit,
    Probability duplicate,
    Probability reorder,
    OptionalLong seed) {
  /** netem's own (iproute2's q_netem.c). */
  public static final int DEFAULT_LIMIT = 1000;

  /** Lets everything pass at once. */
  public static final Netem NONE =
      new Netem(
          0,
          0,
          Probability.NEVER,
          0,
          DEFAULT_LIMIT,
          Probability.NEVER,
          Probability.NEVER,
          OptionalLong.empty());

  /**
   * Reads the arguments of {@code tc qdisc add dev X root netem}: {@code delay 12ms 1ms loss 0.1%}.
   *
   * @throws SyntaxException for words that are none, or whose values cannot be
   */
  public static Netem parse(String arguments) {
    return NetemSyntax.parse(arguments);
  }

  /** Whether it changes nothing. */
  public boolean isNone() {
    return withLimit(DEFAULT_LIMIT).withSeed(OptionalLong.empty()).equals(NONE);
  }

  public Netem withDelay(long nanos) {
    return new Netem(nanos, jitter, loss, rate, limit, duplicate, reorder, seed);
  }

  public Netem withJitter(long nanos) {
    return new Netem(delay, nanos, loss, rate, limit, duplicate, reorder, seed);
  }

  public Netem withLoss(Probability chance) {
    return new Netem(delay, jitter, chance, rate, limit, duplicate, reorder, seed);
  }

  public Netem withRate(long bytesPerSecond) {
    return new Netem(delay, jitter, loss, bytesPerSecond, limit, duplicate, reorder, seed);
  }

  public Netem withLimit(int packets) {
    return new Netem(delay, jitter, loss, rate, packets, duplicate, reorder, seed);
  }

  public Netem withDuplicate(Probability chance) {
    return new Netem(delay, jitter, loss, rate, limit, chance, reorder, seed);
  }

  public Netem withReorder(Probability chance) {
    return new Netem(delay, jitter, loss, rate, limit, duplicate, chance, seed);
  }

  public Netem withSeed(OptionalLong dice) {
    return new Netem(delay, jitter, loss, rate, limit, duplicate, reorder, dice);
  }

  /** The arguments of {@code tc qdisc add dev X root netem}; empty where nothing is changed. */
  @Override
  public String toString() {
    return NetemSyntax.text(this);
  }
}
