package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.crypto.XChaCha20Poly1305;
import dev.netlab.wireguard.ip.Endpoint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Checks the MACs of handshake messages to us, and hands out cookies under load. */
final class CookieChecker {
  private final RandomGenerator random;
  private final CookieKeys keys;
  private final byte[] secret = new byte[Secret.SIZE];
  private long secretMade;
  private boolean hasSecret;

  CookieChecker(PublicKey self, RandomGenerator random) {
    this.keys = new CookieKeys(self);
    this.random = random;
  }

  boolean checkMac1(byte[] message) {
    int mac1At = message.length - 2 * Blake2s.MAC_SIZE;
    return matches(Blake2s.mac(keys.mac1, message, 0, mac1At), message, mac1At);
  }

  /** Whether the sender has the cookie of its address: it can receive what is sent there. */
  boolean checkMac2(byte[] message, Endpoint from, long now) {
    if (!hasSecret || now - secretMade >= Limits.COOKIE_REFRESH_TIME) {
      return false;
    }
    int mac2At = message.length - Blake2s.MAC_SIZE;
    return matches(Blake2s.mac(cookie(from), message, 0, mac2At), message, mac2At);
  }

  /** The cookie reply to a message whose mac1 is right. */
  byte[] reply(byte[] message, Endpoint from, long now) {
    if (!hasSecret || now - secretMade >= Limits.COOKIE_REFRESH_TIME) {
      random.nextBytes(secret);
      secretMade = now;
      hasSecret = true;
    }
    byte[] nonce = new byte[XChaCha20Poly1305.NONCE_SIZE];
    random.nextBytes(nonce);
    int mac1At = message.length - 2 * Blake2s.MAC_SIZE;
    byte[] mac1 = Arrays.copyOfRange(message, mac1At, mac1At + Blake2s.MAC_SIZE);
    byte[] sealed = XChaCha20Poly1305.seal(keys.cookie, nonce, cookie(from), mac1);
    byte[] reply = new byte[Messages.COOKIE_REPLY_SIZE];
    Messages.putInt(reply, 0, Messages.COOKIE_REPLY);
    Messages.putInt(reply, Messages.RECEIVER, Messages.getInt(message, Messages.SENDER));
    System.arraycopy(nonce, 0, reply, Messages.COOKIE_NONCE, nonce.length);
    System.arraycopy(sealed, 0, reply, Messages.COOKIE, sealed.length);
    return reply;
  }

  private byte[] cookie(Endpoint from) {
    byte[] address = from.address().toBytes();
    byte[] source =
        ByteBuffer.allocate(address.length + 2).put(address).putShort((short) from.port()).array();
    return Blake2s.mac(secret, source, 0, source.length);
  }

  private static boolean matches(byte[] mac, byte[] message, int at) {
    return MessageDigest.isEqual(mac, Arrays.copyOfRange(message, at, at + mac.length));
  }
}
