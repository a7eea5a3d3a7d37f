/**
 * Netfilter through nfnetlink: connection tracking ({@link dev.netlab.netlink.netfilter.Conntrack})
 * and the events of conntrack and nftrace ({@link dev.netlab.netlink.netfilter.NetfilterListener}).
 */
@NullMarked
package dev.netlab.netlink.netfilter;

import org.jspecify.annotations.NullMarked;
