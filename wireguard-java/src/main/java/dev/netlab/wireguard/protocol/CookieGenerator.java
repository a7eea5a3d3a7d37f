package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.XChaCha20Poly1305;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the two MACs under handshake messages to a peer, and keeps the cookie the peer handed out.
 */
final class CookieGenerator {
  private final CookieKeys keys;
  private byte @Nullable [] lastMac1;
  private byte @Nullable [] cookie;
  private long received;

  CookieGenerator(PublicKey peer) {
    keys = new CookieKeys(peer);
  }

  /** Fills the last 32 bytes of a message; mac2 stays zero without a fresh cookie. */
  void addMacs(byte[] message, long now) {
    int mac1At = message.length - 2 * Blake2s.MAC_SIZE;
    int mac2At = message.length - Blake2s.MAC_SIZE;
    byte[] mac1 = Blake2s.mac(keys.mac1, message, 0, mac1At);
    System.arraycopy(mac1, 0, message, mac1At, mac1.length);
    lastMac1 = mac1;
    if (cookie != null && now - received < Limits.COOKIE_REFRESH_TIME) {
      byte[] mac2 = Blake2s.mac(cookie, message, 0, mac2At);
      System.arraycopy(mac2, 0, message, mac2At, mac2.length);
    }
  }

  /**
   * Takes a cookie from a reply to the last message: one reply a message, and only an authentic.
   */
  boolean consume(byte[] reply, long now) {
    if (lastMac1 == null) {
      return false;
    }
    byte[] nonce = Arrays.copyOfRange(reply, Messages.COOKIE_NONCE, Messages.COOKIE);
    byte[] sealed =
        Arrays.copyOfRange(reply, Messages.COOKIE, Messages.COOKIE + Messages.COOKIE_SIZE);
    byte[] opened = XChaCha20Poly1305.open(keys.cookie, nonce, sealed, lastMac1);
    if (opened == null) {
      return false;
    }
    cookie = opened;
    received = now;
    lastMac1 = null;
    return true;
  }
}
