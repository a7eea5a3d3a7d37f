/**
 * What people ask of a node's packets: named tables of rules, each a condition, an action and the
 * line it was written on.
 */
@NullMarked
package dev.netlab.nft.policy;

import org.jspecify.annotations.NullMarked;
