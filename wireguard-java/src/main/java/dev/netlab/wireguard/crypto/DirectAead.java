package dev.netlab.wireguard.crypto;

import dev.netlab.wireguard.crypto.Poly1305Limbs.Tag;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * By the JDK's two inner loops (RFC 8439 sections 2.3 and 2.5), called without the {@link
 * javax.crypto.Cipher} around them: a message makes no objects, copies no key, and the block that
 * the authenticator's key comes from goes on as the key stream.
 */
final class DirectAead implements Aead {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a ChaCha20 block, the first of which makes the authenticator's key. */
  private static final int BLOCK = 64;

  private static final int TAG = ChaCha20Poly1305.TAG_SIZE;

  private final JdkIntrinsics loops = new JdkIntrinsics();
  private final Poly1305Limbs poly1305 = new Poly1305Limbs(loops);
  private final int[] state = new int[16];
  private final byte[] keyStream = new byte[JdkIntrinsics.KEY_STREAM];
  private final byte[] ending = new byte[2 * TAG];
  private int available;

  @Override
  public void seal(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    Objects.checkFromIndexSize(inOffset, length, in.length);
    Objects.checkFromIndexSize(outOffset, length + TAG, out.length);
    begin(key, nonce);
    crypt(in, inOffset, length, out, outOffset);
    authenticate(authenticated, out, outOffset, length);
    Tag tag = poly1305.tag();
    LONG.set(out, outOffset + length, tag.low());
    LONG.set(out, outOffset + length + 8, tag.high());
  }

  @Override
  public boolean open(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    int text = length - TAG;
    Objects.checkFromIndexSize(inOffset, length, in.length);
    Objects.checkFromIndexSize(outOffset, text, out.length);
    begin(key, nonce);
    authenticate(authenticated, in, inOffset, text);
    Tag tag = poly1305.tag();
    long low = (long) LONG.get(in, inOffset + text);
    long high = (long) LONG.get(in, inOffset + text + 8);
    // one comparison of everything: how long it takes tells nothing
    if (((low ^ tag.low()) | (high ^ tag.high())) != 0) {
      return false;
    }
    crypt(in, inOffset, text, out, outOffset);
    return true;
  }

  @Override
  public void forget() {
    Arrays.fill(state, 0);
    Arrays.fill(keyStream, (byte) 0);
    poly1305.forget();
  }

  private void begin(AeadKey key, byte[] nonce) {
    state[0] = 0x61707865;
    state[1] = 0x3320646e;
    state[2] = 0x79622d32;
    state[3] = 0x6b206574;
    key.words(state, 4);
    state[12] = 0;
    for (int i = 0; i < 3; i++) {
      state[13 + i] = (int) INT.get(nonce, 4 * i);
    }
    available = loops.keyStream(state, keyStream);
    poly1305.begin(keyStream);
  }

  /** XORs the key stream from the second block on. */
  private void crypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int used = BLOCK;
    for (int done = 0; done < length; ) {
      if (used == available) {
        state[12] += available / BLOCK;
        available = loops.keyStream(state, keyStream);
        used = 0;
      }
      int bytes = Math.min(available - used, length - done);
      xor(in, inOffset + done, keyStream, used, out, outOffset + done, bytes);
      used += bytes;
      done += bytes;
    }
  }

  /** By longs and one loop: of this the compiler makes vectors (docs/benchmarks.md). */
  private static void xor(
      byte[] one, int oneAt, byte[] other, int otherAt, byte[] out, int outAt, int length) {
    int i = 0;
    for (; i < length - 7; i += 8) {
      LONG.set(
          out, outAt + i, (long) LONG.get(one, oneAt + i) ^ (long) LONG.get(other, otherAt + i));
    }
    for (; i < length; i++) {
      out[outAt + i] = (byte) (one[oneAt + i] ^ other[otherAt + i]);
    }
  }

  /** Both texts, each padded with zeros, and their lengths (section 2.8). */
  private void authenticate(byte[] authenticated, byte[] text, int offset, int length) {
    if (authenticated.length > 0) {
      update(authenticated, 0, authenticated.length);
    }
    int whole = length & -TAG;
    poly1305.update(text, offset, whole);
    int rest = length - whole;
    int lengthsAt = rest > 0 ? TAG : 0;
    if (rest > 0) {
      padded(text, offset + whole, rest);
    }
    LONG.set(ending, lengthsAt, (long) authenticated.length);
    LONG.set(ending, lengthsAt + 8, (long) length);
    poly1305.update(ending, 0, lengthsAt + TAG);
  }

  private void update(byte[] bytes, int offset, int length) {
    int whole = length & -TAG;
    poly1305.update(bytes, offset, whole);
    if (whole < length) {
      padded(bytes, offset + whole, length - whole);
      poly1305.update(ending, 0, TAG);
    }
  }

  private void padded(byte[] bytes, int offset, int length) {
    Arrays.fill(ending, 0, TAG, (byte) 0);
    System.arraycopy(bytes, offset, ending, 0, length);
  }
}
