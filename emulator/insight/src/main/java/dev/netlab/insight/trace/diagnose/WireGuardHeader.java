package dev.netlab.insight.trace.diagnose;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The fields by which a message is found again (whitepaper section 5.4), of whatever type it is.
 *
 * @param sender of an initiation, else 0
 * @param receiver of a data message, else 0
 * @param counter of a data message, else 0
 */
record WireGuardHeader(long sender, long receiver, long counter) {
  private static final int INITIATION = 1;
  private static final int DATA = 4;

  static Optional<WireGuardHeader> of(byte[] message) {
    if (message.length < 16) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    long index = Integer.toUnsignedLong(bytes.getInt(4));
    return switch (bytes.getInt(0)) {
      case INITIATION -> Optional.of(new WireGuardHeader(index, 0, 0));
      case DATA -> Optional.of(new WireGuardHeader(0, index, bytes.getLong(8)));
      default -> Optional.empty();
    };
  }
}
