package dev.netlab.nft.simulate;

/** The source of the kernel's random decisions. */
@FunctionalInterface
public interface RandomSource {
  /** A number from 0 to {@code bound - 1}. */
  int below(int bound);
}
