package dev.netlab.wireguard.crypto;

class CipherAeadTest extends ChaCha20Poly1305Test {
  @Override
  ChaCha20Poly1305 make() {
    return new ChaCha20Poly1305(new CipherAead());
  }
}
