package dev.netlab.netlink.tracefs;

/**
 * A packet came in on an interface ({@code net:netif_receive_skb}). A packet captured there at
 * about that time with that length is the same packet.
 *
 * @param nanos since 1970, a little before the capture's timestamp
 * @param length bytes from its network header on
 * @param device the interface's name, in a namespace that is not told
 */
public record PacketArrival(long nanos, int length, String device) {}
