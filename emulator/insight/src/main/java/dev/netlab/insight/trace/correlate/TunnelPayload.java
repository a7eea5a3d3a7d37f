package dev.netlab.insight.trace.correlate;

import dev.netlab.packet.Packet;

/**
 * What a WireGuard datagram had in it, from the device that sealed or opened it.
 *
 * @param receiver index of the session, 0 to 2^32-1
 * @param counter of the datagram; with the receiver it names one datagram
 * @param inner the packet, of which only the start may be known
 */
public record TunnelPayload(long receiver, long counter, Packet inner) {}
