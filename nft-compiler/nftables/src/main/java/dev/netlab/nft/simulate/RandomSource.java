package dev.netlab.nft.simulate;

/** What the kernel decides by chance. */
@FunctionalInterface
public interface RandomSource {
  /** A number from 0 to {@code bound - 1}. */
  int below(int bound);
}
