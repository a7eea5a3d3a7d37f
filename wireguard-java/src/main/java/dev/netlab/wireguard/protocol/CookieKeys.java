package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.PublicKey;
import java.nio.charset.StandardCharsets;

/** The keys that follow from the public key of whom a message is for (whitepaper section 5.4.4). */
final class CookieKeys {
  final byte[] mac1;
  final byte[] cookie;

  CookieKeys(PublicKey receiver) {
    mac1 = Blake2s.hash(label("mac1----"), receiver.bytes());
    cookie = Blake2s.hash(label("cookie--"), receiver.bytes());
  }

  private static byte[] label(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
