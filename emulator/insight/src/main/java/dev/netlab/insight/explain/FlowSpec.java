package dev.netlab.insight.explain;

import dev.netlab.ip.IpAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The packet whose path is asked for: the first of a connection, or an echo request.
 *
 * @param node where a program sends it
 * @param protocol of {@link dev.netlab.ip.IpProtocol}: TCP, UDP, ICMP or ICMPv6
 * @param sourcePort of an echo the identifier; empty for what the kernel would pick
 * @param destinationPort 0 for an echo
 * @param from empty for the kernel's choice
 * @param ttl empty for the node's own
 * @param size bytes behind the TCP, UDP or ICMP header
 */
public record FlowSpec(
    String node,
    IpAddress destination,
    int protocol,
    OptionalInt sourcePort,
    int destinationPort,
    Optional<IpAddress> from,
    OptionalInt ttl,
    int size) {}
