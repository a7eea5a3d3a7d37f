package dev.netlab.netlink.socket;

import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Buffers lent for the time of one conversation, so that a thousand open sockets do not hold a
 * thousand buffers.
 */
final class Buffers {
  /** What one datagram may hold: the kernel fills a dump's up to 32 KiB. */
  static final int SIZE = 64 * 1024;

  private static final ConcurrentLinkedDeque<ByteBuffer> FREE = new ConcurrentLinkedDeque<>();

  private Buffers() {}

  static ByteBuffer take() {
    ByteBuffer free = FREE.poll();
    return free == null ? Memory.allocate(SIZE) : free.clear();
  }

  static void giveBack(ByteBuffer buffer) {
    FREE.push(buffer);
  }
}
