package dev.netlab.netlink.udp;

import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;

/**
 * An array of {@code struct mmsghdr} (sendmmsg(2)) where pointers have 64 bits, with the addresses
 * and control messages they point to.
 */
final class MessageHeaders {
  /** The most messages one call takes ({@code UIO_MAXIOV} is more; more has not been faster). */
  static final int MOST = 128;

  private static final int SIZE = 64;
  private static final int NAME_SIZE = 28;

  final ByteBuffer structures;
  final ByteBuffer names;
  final ByteBuffer controls;

  MessageHeaders(int messages) {
    if (messages < 1 || messages > MOST) {
      throw new IllegalArgumentException("a batch has 1 to " + MOST + " messages: " + messages);
    }
    structures = Memory.allocate(messages * SIZE);
    names = Memory.allocate(messages * NAME_SIZE);
    controls = Memory.allocate(messages * Control.ROOM);
    for (int i = 0; i < messages; i++) {
      structures
          .putLong(i * SIZE, Memory.address(names) + name(i))
          .putLong(i * SIZE + 32, Memory.address(controls) + control(i));
    }
  }

  int name(int message) {
    return message * NAME_SIZE;
  }

  int control(int message) {
    return message * Control.ROOM;
  }

  void nameLength(int message, int bytes) {
    structures.putInt(message * SIZE + 8, bytes);
  }

  void vectors(int message, long address, int count) {
    structures.putLong(message * SIZE + 16, address).putLong(message * SIZE + 24, count);
  }

  void controlLength(int message, int bytes) {
    structures.putLong(message * SIZE + 40, bytes);
  }

  int controlLength(int message) {
    return (int) structures.getLong(message * SIZE + 40);
  }

  int flags(int message) {
    return structures.getInt(message * SIZE + 48);
  }

  /** The bytes that were received. */
  int length(int message) {
    return structures.getInt(message * SIZE + 56);
  }

  /** The structures from this message on. */
  ByteBuffer from(int message) {
    return structures.position(message * SIZE);
  }
}
