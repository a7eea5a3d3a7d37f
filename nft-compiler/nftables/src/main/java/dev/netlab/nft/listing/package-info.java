/**
 * Reads rulesets listed from a kernel into {@link dev.netlab.nft.ruleset}; start at {@link
 * dev.netlab.nft.listing.RulesetListing}.
 *
 * <p>nft's own tables are read from its JSON (libnftables-json(5)). The tables of iptables are
 * nftables tables, too, but nft shows only the names of matches and targets that are iptables
 * modules; their contents are read from {@code iptables-save}. Anything that is unknown in both
 * forms becomes the {@code Unknown} variant of its type, with the listed text.
 */
@NullMarked
package dev.netlab.nft.listing;

import org.jspecify.annotations.NullMarked;
