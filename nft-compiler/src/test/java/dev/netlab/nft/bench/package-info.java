/** Rulesets for scripts/bench-policy. */
@NullMarked
package dev.netlab.nft.bench;

import org.jspecify.annotations.NullMarked;
