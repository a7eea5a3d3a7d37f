package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.crypto.XChaCha20Poly1305;
import dev.netlab.wireguard.ip.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The MACs and cookies of handshake messages (whitepaper sections 5.3, 5.4.4 and 5.4.7): {@link
 * Generator} for messages to a peer, {@link Checker} for those to us.
 */
final class Cookies {
  private Cookies() {}

  /**
   * The keys that follow from the public key of whom a message is for (whitepaper section 5.4.4).
   */
  static final class Keys {
    final byte[] mac1;
    final byte[] cookie;

    Keys(PublicKey receiver) {
      mac1 = Blake2s.hash(label("mac1----"), receiver.bytes());
      cookie = Blake2s.hash(label("cookie--"), receiver.bytes());
    }

    private static byte[] label(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * Puts the two MACs under handshake messages to a peer, and keeps the cookie the peer handed out.
   */
  static final class Generator {
    private final Keys keys;
    private byte @Nullable [] lastMac1;
    private byte @Nullable [] cookie;
    private long received;

    Generator(PublicKey peer) {
      keys = new Keys(peer);
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

  /** Checks the MACs of handshake messages to us, and hands out cookies under load. */
  static final class Checker {
    private final RandomGenerator random;
    private final Keys keys;
    private final byte[] secret = new byte[Secret.SIZE];
    private long secretMade;
    private boolean hasSecret;

    Checker(PublicKey self, RandomGenerator random) {
      this.keys = new Keys(self);
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
          ByteBuffer.allocate(address.length + 2)
              .put(address)
              .putShort((short) from.port())
              .array();
      return Blake2s.mac(secret, source, 0, source.length);
    }

    private static boolean matches(byte[] mac, byte[] message, int at) {
      return MessageDigest.isEqual(mac, Arrays.copyOfRange(message, at, at + mac.length));
    }
  }
}
