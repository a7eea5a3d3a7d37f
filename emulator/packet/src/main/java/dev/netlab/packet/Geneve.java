package dev.netlab.packet;

/**
 * A GENEVE header (RFC 8926).
 *
 * @param headerLength in bytes, including options
 * @param oam whether this is a control packet
 * @param critical whether critical options are present
 * @param protocolType the type of the payload; {@code 0x6558} is a whole Ethernet frame
 * @param id virtual network identifier, 24 bits
 */
public record Geneve(
    int offset, int headerLength, boolean oam, boolean critical, int protocolType, int id)
    implements TunnelHeader {}
