package dev.netlab.wireguard.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * 32 secret bytes: a private key, a preshared key, a shared secret. {@link #wipe} zeroes them in
 * place; the text of a secret never says what it is.
 */
public final class Secret {
  /** Bytes of a secret. */
  public static final int SIZE = 32;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret that copies {@link #SIZE} bytes at {@code offset}. */
  public static Secret copyOf(byte[] from, int offset) {
    return new Secret(Arrays.copyOfRange(from, offset, offset + SIZE));
  }

  /** 32 zero bytes: what stands for "no preshared key". */
  public static Secret zero() {
    return new Secret(new byte[SIZE]);
  }

  /** A new private key, clamped as RFC 7748 section 5 says. */
  public static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    Secret drawn = new Secret(bytes);
    Secret clamped = drawn.clamped();
    drawn.wipe();
    return clamped;
  }

  /**
   * A secret from 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is not that; the message does not repeat the text
   */
  public static Secret parseHex(String hex) {
    if (hex.length() != SIZE * 2) {
      throw new IllegalArgumentException("a key is 64 hexadecimal digits");
    }
    try {
      return new Secret(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a key is 64 hexadecimal digits", null);
    }
  }

  static Secret owning(byte[] bytes) {
    return new Secret(bytes);
  }

  /** The same key with the bits set and cleared that X25519 ignores. */
  public Secret clamped() {
    byte[] copy = bytes.clone();
    copy[0] &= (byte) 248;
    copy[31] = (byte) ((copy[31] & 127) | 64);
    return new Secret(copy);
  }

  /** Zeroes the bytes. */
  public void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  public boolean isZero() {
    int any = 0;
    for (byte b : bytes) {
      any |= b;
    }
    return any == 0;
  }

  /** The bytes themselves, not a copy: so that {@link #wipe} leaves none behind. */
  public byte[] bytes() {
    return bytes;
  }

  /** 64 hexadecimal digits, for UAPI. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return 0; // a secret's hash would say something of it
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
