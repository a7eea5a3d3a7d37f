/**
 * What each namespace counts: the SNMP counters of its network stack ({@link
 * dev.netlab.netlink.snmp.Counters}), read for many namespaces at once. They need no tracing, and
 * they belong to one namespace; {@link dev.netlab.netlink.tracefs.DropCause#ofCounter} tells what
 * the growth of one means. Of interfaces see {@link dev.netlab.netlink.rtnetlink.LinkStatistics}.
 */
@NullMarked
package dev.netlab.netlink.snmp;

import org.jspecify.annotations.NullMarked;
