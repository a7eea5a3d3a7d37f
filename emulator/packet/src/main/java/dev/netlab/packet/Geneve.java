package dev.netlab.packet;

/**
 * A GENEVE header (RFC 8926).
 *
 * @param headerLength bytes, options included
 * @param oam control packet
 * @param critical critical options present
 * @param protocolType what is carried: {@code 0x6558} a whole Ethernet frame
 * @param id virtual network identifier, 24 bits
 */
public record Geneve(
    int offset, int headerLength, boolean oam, boolean critical, int protocolType, int id)
    implements TunnelHeader {}
