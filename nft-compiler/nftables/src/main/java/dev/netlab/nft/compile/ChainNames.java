package dev.netlab.nft.compile;

/** Readable names for chains and sets, short enough for the kernel. */
final class ChainNames {
  /** The kernel allows 255 characters (NFT_NAME_MAXLEN); suffixes need some of them. */
  private static final int LONGEST = 120;

  private ChainNames() {}

  /** {@code PREFIX/NAME}. A long name is replaced by its beginning and a hash of the whole. */
  static String of(String prefix, String name) {
    String whole = prefix + "/" + name;
    return whole.length() <= LONGEST
        ? whole
        : whole.substring(0, LONGEST - 9) + "-" + Integer.toHexString(name.hashCode());
  }
}
