package dev.netlab.nft.compile;

/** Names of chains and sets that people can read, and that fit. */
final class ChainNames {
  /** The kernel takes 255 (NFT_NAME_MAXLEN), of which what is put behind needs some. */
  private static final int LONGEST = 120;

  private ChainNames() {}

  /** {@code PREFIX/NAME}; of a long name the beginning and a number that stands for the rest. */
  static String of(String prefix, String name) {
    String whole = prefix + "/" + name;
    return whole.length() <= LONGEST
        ? whole
        : whole.substring(0, LONGEST - 9) + "-" + Integer.toHexString(name.hashCode());
  }
}
