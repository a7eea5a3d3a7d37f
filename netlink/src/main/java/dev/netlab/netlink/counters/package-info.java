/**
 * What each namespace counts: the SNMP counters of its network stack ({@link
 * dev.netlab.netlink.counters.Counters}), read for many namespaces at once. They need no tracing,
 * and they belong to one namespace; {@link dev.netlab.netlink.tracing.DropCause#ofCounter} tells
 * what the growth of one means. Of interfaces see {@link dev.netlab.netlink.route.LinkStatistics}.
 */
@NullMarked
package dev.netlab.netlink.counters;

import org.jspecify.annotations.NullMarked;
