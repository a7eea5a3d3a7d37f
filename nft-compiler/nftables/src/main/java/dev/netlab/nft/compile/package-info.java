/** Compiles policies to a ruleset: which tables, which chains, which rules. */
@NullMarked
package dev.netlab.nft.compile;

import org.jspecify.annotations.NullMarked;
