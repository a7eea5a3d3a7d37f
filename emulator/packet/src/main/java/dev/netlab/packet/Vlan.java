package dev.netlab.packet;

/**
 * An IEEE 802.1Q or 802.1ad tag.
 *
 * @param id VLAN identifier, 0 to 4095
 * @param priority priority code point, 0 to 7
 * @param etherType the type of the payload
 */
public record Vlan(int offset, int id, int priority, int etherType) implements Layer {}
