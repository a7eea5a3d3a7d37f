package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * netem's TCA_OPTIONS: {@code struct tc_netem_qopt} followed by TCA_NETEM_* (linux/pkt_sched.h).
 */
final class NetemOptions {
  private static final int TCA_NETEM_REORDER = 3;
  private static final int TCA_NETEM_RATE = 6;
  private static final int TCA_NETEM_RATE64 = 8;
  private static final int TCA_NETEM_LATENCY64 = 10;
  private static final int TCA_NETEM_JITTER64 = 11;
  private static final int TCA_NETEM_PRNG_SEED = 14;

  /** {@code sizeof(struct tc_netem_qopt)}. */
  private static final int QOPT = 24;

  /** The tick of the kernel's psched clock: 64 ns, regardless of CONFIG_HZ (net/pkt_sched.h). */
  private static final int TICK_SHIFT = 6;

  private static final long MAX_RATE32 = 0xffff_ffffL;

  private NetemOptions() {}

  /** Always writes all settings, because a change leaves unspecified ones as they were. */
  static void write(Netem netem, MessageWriter options) {
    boolean reorders = !netem.reorder().equals(Probability.NEVER);
    int gap = reorders ? 1 : 0;
    options
        .header32(0)
        .header32(netem.limit())
        .header32(netem.loss().fraction())
        .header32(gap)
        .header32(netem.duplicate().fraction())
        .header32(0)
        .u64(TCA_NETEM_LATENCY64, netem.delay())
        .u64(TCA_NETEM_JITTER64, netem.jitter())
        .container(TCA_NETEM_REORDER, r -> r.header32(netem.reorder().fraction()).header32(0));
    if (netem.rate() > MAX_RATE32) {
      options.u64(TCA_NETEM_RATE64, netem.rate());
    }
    int rate = (int) Math.min(netem.rate(), MAX_RATE32);
    options.container(TCA_NETEM_RATE, r -> r.header32(rate).header32(0).header32(0).header32(0));
    netem.seed().ifPresent(seed -> options.u64(TCA_NETEM_PRNG_SEED, seed));
  }

  /** Reads options written by {@link #write} or by the kernel. */
  static Netem read(Attribute options) {
    ByteBuffer qopt = options.value();
    int at = qopt.position();
    Attributes all = options.attributes(QOPT);
    Attribute reorder = all.find(TCA_NETEM_REORDER);
    Attribute rate = all.find(TCA_NETEM_RATE);
    Attribute seed = all.find(TCA_NETEM_PRNG_SEED);
    long narrow = rate == null ? 0 : Integer.toUnsignedLong(rate.u32());
    return new Netem(
        all.u64(TCA_NETEM_LATENCY64, ticks(qopt.getInt(at))),
        all.u64(TCA_NETEM_JITTER64, ticks(qopt.getInt(at + 20))),
        new Probability(qopt.getInt(at + 8)),
        all.u64(TCA_NETEM_RATE64, narrow),
        qopt.getInt(at + 4),
        new Probability(qopt.getInt(at + 16)),
        reorder == null ? Probability.NEVER : new Probability(reorder.u32()),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed.u64()));
  }

  private static long ticks(int count) {
    return Integer.toUnsignedLong(count) << TICK_SHIFT;
  }
}
