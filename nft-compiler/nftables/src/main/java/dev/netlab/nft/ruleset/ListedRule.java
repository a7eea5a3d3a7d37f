package dev.netlab.nft.ruleset;

/**
 * A rule as it stands in the kernel, from {@code nft -a list ruleset}.
 *
 * @param handle the kernel's number for it, unique in its table
 * @param packets how many its counter has counted, 0 where it has none
 * @param bytes of these packets
 * @param text as nft lists it, counted numbers, comment and handle left out
 * @param comment where it comes from, empty for none
 */
public record ListedRule(
    TableFamily family,
    String table,
    String chain,
    long handle,
    long packets,
    long bytes,
    String text,
    String comment) {
  /** What it does to packets: the text without its counter. */
  public String effect() {
    return effect(text);
  }

  /** The same of a rule that is written as nft lists it. */
  public static String effect(String text) {
    return text.replaceAll("\\s+", " ").strip().replaceAll("(^| )counter(?= |$)", "").strip();
  }
}
