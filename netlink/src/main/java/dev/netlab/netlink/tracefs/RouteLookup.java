package dev.netlab.netlink.tracefs;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The kernel looked into a routing table ({@code fib:fib_table_lookup}, {@code
 * fib6:fib6_table_lookup}): one event a table that the rules led to. Reverse-path filtering looks,
 * too, with source and destination changed about.
 *
 * @param table number of the routing table
 * @param error 0 where a route was found, else a negative errno: -11 none in this table, -101
 *     unreachable, -113 no route to host
 * @param iif index of the interface it came in by, 1 (lo) or 0 for a packet of the node's own
 * @param oif index of the interface it must go out by, 0 for any
 * @param protocol IP protocol, 0 where the lookup is not for one
 * @param device the interface the route leads to, empty or {@code -} where there is none
 * @param gateway null for a route without one
 */
public record RouteLookup(
    long nanos,
    int cpu,
    int table,
    int error,
    int iif,
    int oif,
    int protocol,
    InetAddress source,
    InetAddress destination,
    int sourcePort,
    int destinationPort,
    String device,
    @Nullable InetAddress gateway)
    implements TraceEvent {}
