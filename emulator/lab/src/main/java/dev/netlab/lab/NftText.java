package dev.netlab.lab;

/**
 * Text in nftables' own language, as {@code nft -f} takes it.
 *
 * @param at where its first line stands
 * @param block whether each line of it is a line of the file
 */
public record NftText(String text, Location at, boolean block) {
  /**
   * Where a line of the text stands in the file.
   *
   * @param line from 1
   */
  public Location at(int line) {
    return block ? new Location(at.file(), at.line() + line - 1, 0) : at;
  }
}
