/**
 * An nftables ruleset as records: tables, chains, rules and their statements, with the text that
 * nft loads and lists, and the way back from it.
 */
@NullMarked
package dev.netlab.nft.ruleset;

import org.jspecify.annotations.NullMarked;
