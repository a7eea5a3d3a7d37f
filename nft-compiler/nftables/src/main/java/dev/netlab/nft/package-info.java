/**
 * Compiles policies to nftables, without side effects. {@link dev.netlab.nft.policy} describes what
 * is wanted. {@link dev.netlab.nft.compile} turns it into a {@link dev.netlab.nft.ruleset ruleset},
 * whose text nft loads. {@link dev.netlab.nft.simulate} computes what the ruleset does to a packet.
 */
@NullMarked
package dev.netlab.nft;

import org.jspecify.annotations.NullMarked;
