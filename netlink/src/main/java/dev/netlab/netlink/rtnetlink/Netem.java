package dev.netlab.netlink.rtnetlink;

import java.util.OptionalLong;

/**
 * What the netem queueing discipline does to the packets that an interface sends (tc-netem(8),
 * {@code struct tc_netem_qopt} of linux/pkt_sched.h).
 *
 * @param delay the delay of each packet, nanoseconds
 * @param jitter the maximum deviation from the delay in either direction, nanoseconds, uniformly
 *     distributed; a packet that overtakes another is sent first
 * @param loss the share of packets that are dropped; one that is still to be segmented (GSO) is
 *     dropped as a whole
 * @param rate bytes a second, 0 for no limit: packets are sent one after another
 * @param limit the maximum number of waiting packets; further ones are dropped
 * @param duplicate the share of packets that are sent twice
 * @param reorder the share of packets that are not delayed at all; only together with a delay
 * @param seed the seed of the random generator, which makes the results repeatable for the same
 *     packets. Linux 6.6 and newer
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
  /** netem's default (iproute2's q_netem.c). */
  public static final int DEFAULT_LIMIT = 1000;

  /** Passes everything without delay. */
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
   * Parses the arguments of {@code tc qdisc add dev X root netem}: {@code delay 12ms 1ms loss
   * 0.1%}.
   *
   * @throws SyntaxException for unknown words and impossible values
   */
  public static Netem parse(String arguments) {
    return NetemSyntax.parse(arguments);
  }

  /** Whether it has no effect. */
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

  /** The arguments of {@code tc qdisc add dev X root netem}; empty if it has no effect. */
  @Override
  public String toString() {
    return NetemSyntax.text(this);
  }
}
