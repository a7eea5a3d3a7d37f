package dev.netlab.wireguard.crypto;

import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** BLAKE2s (RFC 7693), plain, keyed, and under HMAC. */
public final class Blake2s {
  /** Bytes of a hash. */
  public static final int HASH_SIZE = 32;

  /** Bytes of the keyed MACs that messages end in. */
  public static final int MAC_SIZE = 16;

  private Blake2s() {}

  /** BLAKE2s-256 of the parts one after the other. */
  public static byte[] hash(byte[]... parts) {
    Blake2sDigest digest = new Blake2sDigest(HASH_SIZE * 8);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] result = new byte[HASH_SIZE];
    digest.doFinal(result, 0);
    return result;
  }

  /** BLAKE2s-128 keyed with 16 or 32 bytes: the whitepaper's MAC(key, input). */
  public static byte[] mac(byte[] key, byte[] input, int offset, int length) {
    Blake2sDigest digest = new Blake2sDigest(key, MAC_SIZE, null, null);
    digest.update(input, offset, length);
    byte[] result = new byte[MAC_SIZE];
    digest.doFinal(result, 0);
    return result;
  }

  /** HMAC-BLAKE2s-256 of the parts one after the other. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    HMac mac = new HMac(new Blake2sDigest(HASH_SIZE * 8));
    mac.init(new KeyParameter(key));
    for (byte[] part : parts) {
      mac.update(part, 0, part.length);
    }
    byte[] result = new byte[HASH_SIZE];
    mac.doFinal(result, 0);
    return result;
  }
}
