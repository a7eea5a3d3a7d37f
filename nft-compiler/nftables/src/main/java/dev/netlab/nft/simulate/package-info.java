/**
 * Computes what a ruleset does to a packet, without a kernel. Tables, connection tracking and
 * translation work as in netfilter. The result has one step for each rule that acts.
 */
@NullMarked
package dev.netlab.nft.simulate;

import org.jspecify.annotations.NullMarked;
