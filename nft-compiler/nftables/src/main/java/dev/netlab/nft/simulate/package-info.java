/**
 * What a ruleset does to a packet, without a kernel: tables, connection tracking and translation as
 * netfilter has them, one step for each rule that acts.
 */
@NullMarked
package dev.netlab.nft.simulate;

import org.jspecify.annotations.NullMarked;
