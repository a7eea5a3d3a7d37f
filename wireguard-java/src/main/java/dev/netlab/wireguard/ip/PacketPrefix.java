package dev.netlab.wireguard.ip;

import java.util.Arrays;

/** A copy of the first bytes of a packet or datagram, for events. */
public final class PacketPrefix {
  /** The most bytes of a prefix: all headers of an encapsulated packet fit. */
  public static final int MOST = 128;

  private final byte[] bytes;
  private final int length;

  private PacketPrefix(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** The beginning of what is in view. */
  public static PacketPrefix of(PacketView packet) {
    int from = packet.offset();
    int taken = Math.min(MOST, packet.length());
    return new PacketPrefix(
        Arrays.copyOfRange(packet.array(), from, from + taken), packet.length());
  }

  /**
   * A prefix read from a file or a message.
   *
   * @param length bytes of the whole
   */
  public static PacketPrefix of(byte[] bytes, int length) {
    return new PacketPrefix(bytes.clone(), length);
  }

  /** At most {@link #MOST} bytes from the first on. Not a copy: do not write to it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the whole. */
  public int length() {
    return length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PacketPrefix that
        && length == that.length
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + length;
  }

  /** Only the lengths. */
  @Override
  public String toString() {
    return bytes.length + " of " + length + " bytes";
  }
}
