package dev.netlab.insight.snapshot;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.IptablesSave;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.nft.listing.RulesetListing;
import dev.netlab.nft.ruleset.Ruleset;

/** Reads the rules that stand in a namespace. */
public final class Rulesets {
  private Rulesets() {}

  /** All tables of nftables there, those of iptables among them. */
  public static Ruleset read(Namespace namespace) {
    return list(namespace).ruleset();
  }

  /** The same as programs print it; only what is needed is asked for. */
  public static RulesetListing list(Namespace namespace) {
    Nft nft = Nft.find();
    String json = nft.list(namespace, Nft.Format.JSON);
    boolean iptables = RulesetListing.needsIptables(json);
    return new RulesetListing(
        json,
        RulesetListing.needsWords(json) ? nft.list(namespace, Nft.Format.HANDLES) : "",
        iptables ? IptablesSave.ofIpv4(namespace) : "",
        iptables ? IptablesSave.ofIpv6(namespace) : "");
  }
}
