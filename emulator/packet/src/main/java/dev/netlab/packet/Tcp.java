package dev.netlab.packet;

/**
 * A TCP header (RFC 9293).
 *
 * @param sequence 0 to 2^32-1
 * @param acknowledgment 0 to 2^32-1
 * @param headerLength in bytes, including options
 * @param flags the eight flag bits, {@link #FIN} and so on
 * @param window as in the header, unscaled
 * @param payloadLength in bytes; in a segmentation super-frame, more than any MTU
 */
public record Tcp(
    int offset,
    int sourcePort,
    int destinationPort,
    long sequence,
    long acknowledgment,
    int headerLength,
    int flags,
    int window,
    int checksum,
    int payloadLength)
    implements Transport {
  public static final int FIN = 1;
  public static final int SYN = 2;
  public static final int RST = 4;
  public static final int PSH = 8;
  public static final int ACK = 16;

  /** Whether all of the given flags are set. */
  public boolean has(int mask) {
    return (flags & mask) == mask;
  }
}
