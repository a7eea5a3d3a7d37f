package dev.netlab.packet;

/**
 * A VXLAN header (RFC 7348).
 *
 * @param flags the first byte
 * @param id VXLAN network identifier, 24 bits
 */
public record Vxlan(int offset, int flags, int id) implements TunnelHeader {
  /** Without this flag there is no identifier, and receivers drop the packet. */
  static final int ID_VALID = 0x08;
}
