package dev.netlab.netlink.afpacket;

import java.time.Duration;
import java.util.Optional;

/**
 * What a ring captures and how much room it has.
 *
 * @param interfaceIndex 0 for every interface of the namespace, those made later too
 * @param blocks how many blocks of {@link #BLOCK_BYTES} the ring has
 * @param blockTimeout after which a block with something in it is handed over though not full;
 *     whole milliseconds, at least 1
 * @param filter which packets to take, all where absent
 */
public record RingOptions(
    int interfaceIndex, int blocks, Duration blockTimeout, Optional<BpfProgram> filter) {
  /** A packet never spans blocks, and with TSO one has up to 64 KiB. */
  public static final int BLOCK_BYTES = 128 * 1024;

  /** Every interface, 2 MiB, handed over after 10 ms. */
  public static final RingOptions EVERY_INTERFACE =
      new RingOptions(0, 16, Duration.ofMillis(10), Optional.empty());

  public RingOptions {
    if (blocks < 2) {
      throw new IllegalArgumentException("a ring has at least 2 blocks: " + blocks);
    }
    if (blockTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("a block's timeout is at least 1 ms: " + blockTimeout);
    }
  }

  public RingOptions onInterface(int index) {
    return new RingOptions(index, blocks, blockTimeout, filter);
  }

  public RingOptions withBlocks(int count) {
    return new RingOptions(interfaceIndex, count, blockTimeout, filter);
  }

  public RingOptions withBlockTimeout(Duration timeout) {
    return new RingOptions(interfaceIndex, blocks, timeout, filter);
  }

  public RingOptions withFilter(BpfProgram program) {
    return new RingOptions(interfaceIndex, blocks, blockTimeout, Optional.of(program));
  }
}
