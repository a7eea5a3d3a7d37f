/**
 * Rtnetlink, with one file for each kernel object: links, addresses, routes, rules, neighbours,
 * bridge FDB entries, namespace ids. Each is a record that encodes itself as requests, is decoded
 * from a dump, and is parsed and printed in iproute2's syntax. Start at {@link
 * dev.netlab.netlink.rtnetlink.Route}. Records refer to devices by name; {@link
 * dev.netlab.netlink.rtnetlink.Interfaces} resolves the names to indices when requests are built.
 */
@NullMarked
package dev.netlab.netlink.rtnetlink;

import org.jspecify.annotations.NullMarked;
