package dev.netlab.nft.listing;

import dev.netlab.nft.ruleset.Ruleset;

/**
 * The rules of one network namespace as programs print them. What of them is asked for is shown by
 * {@link #needsWords} and {@link #needsIptables}.
 *
 * @param json what {@code nft -j list ruleset} prints
 * @param words what {@code nft -a list ruleset} prints: rules as people read them; may be empty
 * @param iptables what {@code iptables-nft-save} prints for IPv4; may be empty
 * @param ip6tables the same for IPv6
 */
public record RulesetListing(String json, String words, String iptables, String ip6tables) {
  /** One of nft's own tables. */
  public RulesetListing(String json, String words) {
    this(json, words, "", "");
  }

  /** Whether there is a rule, whose words are in {@code nft -a list ruleset} alone. */
  public static boolean needsWords(String json) {
    return json.contains("{\"rule\": {");
  }

  /** Whether a rule has a match or target of iptables', of which nft shows nothing but its name. */
  public static boolean needsIptables(String json) {
    return json.contains("{\"xt\": {");
  }

  /**
   * All tables that stand there. Rules have nft's words; where those were not asked for, the
   * model's.
   *
   * @throws dev.netlab.nft.PolicyException if the JSON is none of nft's
   */
  public Ruleset ruleset() {
    return new RulesetReader(
            RuleWords.of(words), IptablesSave.read(iptables), IptablesSave.read(ip6tables))
        .read(Json.parse(json));
  }
}
