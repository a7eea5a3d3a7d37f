/**
 * nftables rulesets as text, processed by nft's own parser; start at {@link
 * dev.netlab.netlink.nft.Nft}.
 */
@NullMarked
package dev.netlab.netlink.nft;

import org.jspecify.annotations.NullMarked;
