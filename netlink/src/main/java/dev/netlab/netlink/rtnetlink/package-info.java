/**
 * Rtnetlink, one kernel object a file: links, addresses, routes, rules, neighbours, bridge FDB
 * entries, namespace ids. Each is a record that encodes itself as requests, is decoded from a dump,
 * and is parsed and printed in iproute2's syntax. Begin at {@link
 * dev.netlab.netlink.rtnetlink.Route}. Devices are named; {@link
 * dev.netlab.netlink.rtnetlink.Interfaces} knows their indices when requests are made.
 */
@NullMarked
package dev.netlab.netlink.rtnetlink;

import org.jspecify.annotations.NullMarked;
