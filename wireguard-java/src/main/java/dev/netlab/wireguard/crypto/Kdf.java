package dev.netlab.wireguard.crypto;

import java.util.Arrays;

/** The whitepaper's KDF_n: HKDF (RFC 5869) over HMAC-BLAKE2s, with n outputs of 32 bytes. */
public final class Kdf {
  private static final byte[] ONE = {1};

  private Kdf() {}

  /** The first {@code outputs} keys that {@code input} gives under {@code key}. */
  public static byte[][] derive(int outputs, byte[] key, byte[] input) {
    byte[] secret = Blake2s.hmac(key, input);
    byte[][] result = new byte[outputs][];
    result[0] = Blake2s.hmac(secret, ONE);
    for (int i = 1; i < outputs; i++) {
      result[i] = Blake2s.hmac(secret, result[i - 1], new byte[] {(byte) (i + 1)});
    }
    Arrays.fill(secret, (byte) 0);
    return result;
  }
}
