package dev.netlab.wireguard.noise;

import java.io.ByteArrayOutputStream;

/** Byte strings one after the other, the specification's {@code ||}. */
final class Bytes {
  private Bytes() {}

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
