package dev.netlab.wireguard.crypto;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A Curve25519 public key: what names a peer. */
public final class PublicKey {
  /** Bytes of a public key. */
  public static final int SIZE = 32;

  private final byte[] bytes;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key that copies {@link #SIZE} bytes at {@code offset}. */
  public static PublicKey copyOf(byte[] from, int offset) {
    return new PublicKey(Arrays.copyOfRange(from, offset, offset + SIZE));
  }

  /**
   * A key from 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static PublicKey parseHex(String hex) {
    if (hex.length() != SIZE * 2) {
      throw new IllegalArgumentException("a key is 64 hexadecimal digits");
    }
    return new PublicKey(HexFormat.of().parseHex(hex));
  }

  /** The bytes themselves, not a copy: not to be written. */
  public byte[] bytes() {
    return bytes;
  }

  /** 64 hexadecimal digits, as UAPI writes keys. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** As {@code wg} writes keys. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Short, for logs: {@code peer(AbCd…WxYz)}. */
  @Override
  public String toString() {
    String text = toBase64();
    return "peer(" + text.substring(0, 4) + "…" + text.substring(39, 43) + ")";
  }
}
