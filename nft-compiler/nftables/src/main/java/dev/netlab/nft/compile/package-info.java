/** From policies to a ruleset: which table, which chains, which rules. */
@NullMarked
package dev.netlab.nft.compile;

import org.jspecify.annotations.NullMarked;
