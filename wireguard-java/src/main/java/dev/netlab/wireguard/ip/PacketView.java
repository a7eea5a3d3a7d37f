package dev.netlab.wireguard.ip;

/**
 * A stretch of a caller's array: an IP packet or a datagram that is sealed and opened where it
 * lies. The array is the caller's again once what came of the packet was done.
 */
public final class PacketView {
  private final byte[] array;
  private int offset;
  private int length;

  public PacketView(byte[] array, int offset, int length) {
    this.array = array;
    at(offset, length);
  }

  /** Moves the view over the same array. */
  public PacketView at(int offset, int length) {
    if (offset < 0 || length < 0 || offset + length > array.length) {
      throw new IndexOutOfBoundsException(
          offset + " + " + length + " of an array of " + array.length);
    }
    this.offset = offset;
    this.length = length;
    return this;
  }

  public byte[] array() {
    return array;
  }

  /** The index of the first byte. */
  public int offset() {
    return offset;
  }

  /** Bytes in view. */
  public int length() {
    return length;
  }

  /** The unsigned byte at {@code index} of the view. */
  public int unsigned(int index) {
    return Byte.toUnsignedInt(array[offset + index]);
  }

  /** The unsigned big-endian 16 bits at {@code index} of the view. */
  public int unsignedShort(int index) {
    return unsigned(index) << 8 | unsigned(index + 1);
  }

  /** A copy of what is in view. */
  public byte[] toBytes() {
    byte[] copy = new byte[length];
    System.arraycopy(array, offset, copy, 0, length);
    return copy;
  }
}
