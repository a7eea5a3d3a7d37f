package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/**
 * An IPv4 header (RFC 791).
 *
 * @param headerLength in bytes, including options
 * @param length total length in bytes; for a super-frame too long for the field, the captured
 *     length
 * @param fragmentOffset in bytes
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
