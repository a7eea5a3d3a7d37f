package dev.netlab.netlink.genetlink;

import java.util.Arrays;
import java.util.Base64;

/** A key of WireGuard: 32 bytes. Its {@link #toString} keeps it to itself. */
public final class WireGuardKey {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * A copy of the bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public WireGuardKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a WireGuard key has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** A key as {@code wg genkey} prints it. */
  public static WireGuardKey parse(String base64) {
    return new WireGuardKey(Base64.getDecoder().decode(base64));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** As {@code wg} prints it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Whether all bytes are zero, by which the kernel says that there is no key. */
  public boolean isZero() {
    return Arrays.equals(bytes, new byte[LENGTH]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireGuardKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(key)";
  }
}
