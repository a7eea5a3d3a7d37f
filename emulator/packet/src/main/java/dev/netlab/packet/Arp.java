package dev.netlab.packet;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;

/**
 * Address resolution for IPv4 over Ethernet (RFC 826).
 *
 * @param operation {@link #REQUEST}, {@link #REPLY} or another number
 */
public record Arp(
    int offset,
    int operation,
    MacAddress senderMac,
    IpAddress senderAddress,
    MacAddress targetMac,
    IpAddress targetAddress)
    implements Layer {
  public static final int REQUEST = 1;
  public static final int REPLY = 2;
}
