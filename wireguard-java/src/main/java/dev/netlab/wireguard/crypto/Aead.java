package dev.netlab.wireguard.crypto;

/** ChaCha20-Poly1305 (RFC 8439) by one way of computing it. Lengths are checked by the caller. */
sealed interface Aead permits CipherAead, DirectAead {

  /** Writes {@code length} bytes of ciphertext and the tag; input and output may be one array. */
  void seal(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);

  /** Checks the tag, then writes {@code length - TAG_SIZE} bytes; false if the tag was wrong. */
  boolean open(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);

  /** Forgets the last key. */
  void forget();
}
