package dev.netlab.packet;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;

/** A part of a frame. Callers check {@link #has} before they read. */
final class Bytes {
  private final byte[] frame;
  private final int offset;
  private final int end;

  /**
   * @param end the index of the first byte after the part
   */
  Bytes(byte[] frame, int offset, int end) {
    this.frame = frame;
    this.offset = offset;
    this.end = end;
  }

  int offset() {
    return offset;
  }

  int end() {
    return end;
  }

  boolean has(int count) {
    return count >= 0 && end - offset >= count;
  }

  int length() {
    return end - offset;
  }

  /** The part after the first {@code count} bytes. */
  Bytes skip(int count) {
    return new Bytes(frame, Math.min(offset + count, end), end);
  }

  /** The first {@code count} bytes, or all of them if there are fewer. */
  Bytes first(int count) {
    return has(count) ? new Bytes(frame, offset, offset + count) : this;
  }

  int u8(int at) {
    return frame[offset + at] & 0xff;
  }

  int u16(int at) {
    return (u8(at) << 8) | u8(at + 1);
  }

  int i32(int at) {
    return (u16(at) << 16) | u16(at + 2);
  }

  long u32(int at) {
    return i32(at) & 0xffffffffL;
  }

  long i64(int at) {
    return (u32(at) << 32) | u32(at + 4);
  }

  long littleU32(int at) {
    return Integer.reverseBytes(i32(at)) & 0xffffffffL;
  }

  long littleI64(int at) {
    return Long.reverseBytes(i64(at));
  }

  MacAddress mac(int at) {
    return new MacAddress(((long) u16(at) << 32) | u32(at + 2));
  }

  IpAddress v4(int at) {
    return IpAddress.v4(i32(at));
  }

  IpAddress v6(int at) {
    return IpAddress.v6(i64(at), i64(at + 8));
  }
}
