package dev.netlab.packet;

/**
 * A WireGuard message (whitepaper, section 5.4), recognized on any UDP port by type and size.
 * Indices range from 0 to 2^32-1.
 */
public sealed interface WireGuardMessage extends TunnelHeader {
  /** The length of the whole message in bytes. */
  int length();

  /** Type 1, 148 bytes. */
  record Initiation(int offset, int length, long sender) implements WireGuardMessage {}

  /** Type 2, 92 bytes. */
  record Response(int offset, int length, long sender, long receiver) implements WireGuardMessage {}

  /** Type 3, 64 bytes. */
  record Cookie(int offset, int length, long receiver) implements WireGuardMessage {}

  /**
   * Type 4, 32 bytes plus the inner packet, which is padded to a multiple of 16 bytes, or to the
   * MTU if that is less. A message of exactly 32 bytes is a keepalive.
   */
  record Data(int offset, int length, long receiver, long counter) implements WireGuardMessage {
    /** The header and the authentication tag around the padded inner packet, in bytes. */
    public static final int OVERHEAD = 32;

    public boolean isKeepalive() {
      return length == OVERHEAD;
    }
  }
}
