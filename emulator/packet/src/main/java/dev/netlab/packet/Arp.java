package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/**
 * Address resolution for IPv4 over Ethernet (RFC 826).
 *
 * @param operation {@link #REQUEST}, {@link #REPLY} or another number
 */
public record Arp(
    int offset,
    int operation,
    Mac senderMac,
    IpAddress senderAddress,
    Mac targetMac,
    IpAddress targetAddress)
    implements Layer {
  public static final int REQUEST = 1;
  public static final int REPLY = 2;
}
