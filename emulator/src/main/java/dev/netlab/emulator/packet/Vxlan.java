package dev.netlab.emulator.packet;

/**
 * A VXLAN header (RFC 7348).
 *
 * @param flags the first byte; {@code 0x08} says that the identifier is valid
 * @param id VXLAN network identifier, 24 bits
 */
public record Vxlan(int offset, int flags, int id) implements Tunnel {}
