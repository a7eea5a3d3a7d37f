package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/**
 * An IPv4 header (RFC 791).
 *
 * @param headerLength bytes, options included
 * @param length total length in bytes; of a super-frame too long for the field, what was captured
 * @param fragmentOffset bytes
 */
public record Ipv4(
    int offset,
    int headerLength,
    int tos,
    int length,
    long id,
    boolean dontFragment,
    boolean moreFragments,
    int fragmentOffset,
    int ttl,
    int protocol,
    int checksum,
    IpAddress source,
    IpAddress destination)
    implements Ip {}
