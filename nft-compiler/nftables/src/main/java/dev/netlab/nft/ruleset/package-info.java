/**
 * An nftables ruleset as records: tables, chains, rules and their statements. They can be written
 * as text that nft loads and lists, and read back from listings.
 */
@NullMarked
package dev.netlab.nft.ruleset;

import org.jspecify.annotations.NullMarked;
