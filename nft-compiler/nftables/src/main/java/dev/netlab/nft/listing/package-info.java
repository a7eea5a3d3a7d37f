/**
 * Reads the rulesets that stand in a kernel into {@link dev.netlab.nft.ruleset}: start at {@link
 * dev.netlab.nft.listing.RulesetListing}.
 *
 * <p>nft's own tables are read from its JSON (libnftables-json(5)). The tables of iptables are
 * nftables' too, but nft shows the matches and targets that are iptables' modules by their names
 * alone: what is in them is read from {@code iptables-save}. What is not known in either becomes
 * the {@code Unknown} of its type, in the words that were listed.
 */
@NullMarked
package dev.netlab.nft.listing;

import org.jspecify.annotations.NullMarked;
