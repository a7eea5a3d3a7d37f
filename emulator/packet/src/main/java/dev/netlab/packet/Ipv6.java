package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/**
 * An IPv6 header with its extension headers (RFC 8200).
 *
 * @param headerLength 40 plus the extension headers, in bytes
 * @param tos the traffic class
 * @param length 40 plus the payload length, in bytes
 * @param protocol the first next-header value that is not an extension header
 * @param ttl the hop limit
 * @param id the identification in the fragment header; 0 without one
 * @param fragmentOffset in bytes; 0 without a fragment header
 */
public record Ipv6(
    int offset,
    int headerLength,
    int tos,
    int flowLabel,
    int length,
    int protocol,
    int ttl,
    long id,
    boolean moreFragments,
    int fragmentOffset,
    IpAddress source,
    IpAddress destination)
    implements Ip {}
