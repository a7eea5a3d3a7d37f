package dev.netlab.wireguard.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A ChaCha20-Poly1305 key that can be zeroed, unlike the JDK's {@code SecretKeySpec}. */
public final class AeadKey implements SecretKey {
  private static final long serialVersionUID = 1L;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final transient byte[] bytes;
  private transient boolean destroyed;

  /** A key of 32 bytes, which it keeps and will zero: the caller does not. */
  public AeadKey(byte[] owned) {
    this.bytes = owned;
  }

  @Override
  public String getAlgorithm() {
    return "ChaCha20";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  /** Writes the key as eight little-endian words. */
  void words(int[] into, int at) {
    for (int i = 0; i < 8; i++) {
      into[at + i] = (int) INT.get(bytes, 4 * i);
    }
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }
}
