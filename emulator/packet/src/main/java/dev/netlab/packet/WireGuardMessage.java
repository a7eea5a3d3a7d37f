package dev.netlab.packet;

/**
 * A WireGuard message (whitepaper, section 5.4), recognised on any UDP port by type and size.
 * Indices are 0 to 2^32-1.
 */
public sealed interface WireGuardMessage extends TunnelHeader {
  /** Bytes of the whole message. */
  int length();

  /** Type 1, 148 bytes. */
  record Initiation(int offset, int length, long sender) implements WireGuardMessage {}

  /** Type 2, 92 bytes. */
  record Response(int offset, int length, long sender, long receiver) implements WireGuardMessage {}

  /** Type 3, 64 bytes. */
  record Cookie(int offset, int length, long receiver) implements WireGuardMessage {}

  /**
   * Type 4, 32 bytes and the inner packet, padded to 16 bytes or to the MTU if that is less; one of
   * exactly 32 bytes is a keepalive.
   */
  record Data(int offset, int length, long receiver, long counter) implements WireGuardMessage {
    /** Header and authentication tag around the padded inner packet. */
    public static final int OVERHEAD = 32;

    public boolean isKeepalive() {
      return length == OVERHEAD;
    }
  }
}
