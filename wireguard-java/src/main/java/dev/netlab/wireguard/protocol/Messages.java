package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.ip.PacketView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The four messages as bytes (whitepaper section 5.4): sizes, offsets, little-endian fields. The
 * type's three reserved bytes are part of it and zero.
 */
public final class Messages {
  public static final int INITIATION = 1;
  public static final int RESPONSE = 2;
  public static final int COOKIE_REPLY = 3;
  public static final int DATA = 4;

  public static final int INITIATION_SIZE = 148;
  public static final int RESPONSE_SIZE = 92;
  public static final int COOKIE_REPLY_SIZE = 64;

  /** Bytes before the ciphertext of a data message. */
  public static final int DATA_HEADER = 16;

  /** A data message without data: header and tag. */
  public static final int KEEPALIVE_SIZE = 32;

  static final int SENDER = 4;

  /** Where an initiation's Noise message is: ephemeral, static, timestamp. */
  static final int INITIATION_NOISE = 8;

  static final int INITIATION_NOISE_SIZE = 108;

  static final int RESPONSE_RECEIVER = 8;

  /** Where a response's Noise message is: ephemeral, empty. */
  static final int RESPONSE_NOISE = 12;

  static final int RESPONSE_NOISE_SIZE = 48;

  static final int RECEIVER = 4;
  static final int COOKIE_NONCE = 8;
  static final int COOKIE = 32;
  static final int COOKIE_SIZE = 32;
  static final int COUNTER = 8;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Messages() {}

  /** The type of a datagram whose size fits it, or 0 for one that is no message. */
  public static int type(PacketView datagram) {
    if (datagram.length() < 4) {
      return 0;
    }
    int type = getInt(datagram.array(), datagram.offset());
    int length = datagram.length();
    boolean fits =
        switch (type) {
          case INITIATION -> length == INITIATION_SIZE;
          case RESPONSE -> length == RESPONSE_SIZE;
          case COOKIE_REPLY -> length == COOKIE_REPLY_SIZE;
          case DATA -> length >= KEEPALIVE_SIZE;
          default -> false;
        };
    return fits ? type : 0;
  }

  static int getInt(byte[] array, int at) {
    return (int) INT.get(array, at);
  }

  static void putInt(byte[] array, int at, int value) {
    INT.set(array, at, value);
  }

  static long getLong(byte[] array, int at) {
    return (long) LONG.get(array, at);
  }

  static void putLong(byte[] array, int at, long value) {
    LONG.set(array, at, value);
  }
}
