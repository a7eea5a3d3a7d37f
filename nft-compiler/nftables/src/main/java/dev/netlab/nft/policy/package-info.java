/**
 * What users require of a node's packets: named tables of rules. Each rule has a condition, an
 * action and the line it was written on.
 */
@NullMarked
package dev.netlab.nft.policy;

import org.jspecify.annotations.NullMarked;
