package dev.netlab.lab;

/**
 * Text in the nftables language, as {@code nft -f} takes it.
 *
 * @param at the place of its first line
 * @param block whether each line of the text is a line of the file
 */
public record NftText(String text, Location at, boolean block) {
  /**
   * The place in the file of a line of the text.
   *
   * @param line from 1
   */
  public Location at(int line) {
    return block ? new Location(at.file(), at.line() + line - 1, 0) : at;
  }
}
