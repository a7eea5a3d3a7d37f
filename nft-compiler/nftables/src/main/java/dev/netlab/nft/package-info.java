/**
 * Policy to nftables, pure: {@link dev.netlab.nft.policy} says what is wanted, {@link
 * dev.netlab.nft.compile} turns it into a {@link dev.netlab.nft.ruleset ruleset}, whose text nft
 * loads, and {@link dev.netlab.nft.simulate} says what that does to a packet.
 */
@NullMarked
package dev.netlab.nft;

import org.jspecify.annotations.NullMarked;
