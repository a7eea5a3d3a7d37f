/**
 * Rtnetlink, one kernel object a file: links, addresses, routes, rules, neighbours, bridge FDB
 * entries, namespace ids. Each is a record that writes itself as requests, is read from a dump, and
 * is spelled and parsed as iproute2 spells it. Device names stay names; {@link
 * dev.netlab.netlink.rtnetlink.Interfaces} knows their indices when requests are made.
 */
@NullMarked
package dev.netlab.netlink.rtnetlink;

import org.jspecify.annotations.NullMarked;
