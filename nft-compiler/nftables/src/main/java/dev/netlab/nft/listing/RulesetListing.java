package dev.netlab.nft.listing;

import dev.netlab.nft.ruleset.Ruleset;

/**
 * The rules of one network namespace as programs print them. {@link #needsWords} and {@link
 * #needsIptables} determine which of the outputs are required.
 *
 * @param json what {@code nft -j list ruleset} prints
 * @param words what {@code nft -a list ruleset} prints, with rules in nft's syntax; may be empty
 * @param iptables what {@code iptables-nft-save} prints for IPv4; may be empty
 * @param ip6tables the same for IPv6
 */
public record RulesetListing(String json, String words, String iptables, String ip6tables) {
  /** A listing that contains only nft's own tables. */
  public RulesetListing(String json, String words) {
    this(json, words, "", "");
  }

  /** Whether there is a rule, whose text only {@code nft -a list ruleset} contains. */
  public static boolean needsWords(String json) {
    return json.contains("{\"rule\": {");
  }

  /** Whether a rule contains an iptables match or target, of which nft shows only the name. */
  public static boolean needsIptables(String json) {
    return json.contains("{\"xt\": {");
  }

  /**
   * All loaded tables. Rules have nft's text, or the model's if nft's was not requested.
   *
   * @throws dev.netlab.nft.PolicyException if the JSON is not nft's
   */
  public Ruleset ruleset() {
    return new RulesetReader(
            RuleWords.of(words), IptablesSave.read(iptables), IptablesSave.read(ip6tables))
        .read(Json.parse(json));
  }
}
