package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.VirtioNetHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames read from a TAP with their virtio headers. Reused without allocating. */
final class FrameBatch {
  static final int SLOTS = 32;

  private static final int SLOT = 66 * 1024;
  private static final int HEADROOM = 16;

  private final ByteBuffer data = Memory.allocate(SLOTS * SLOT).order(ByteOrder.BIG_ENDIAN);
  private final int[] lengths = new int[SLOTS];

  /** Reads what waits; returns how many frames that were. */
  int read(TunDevice tap) {
    int count = 0;
    try {
      while (count < SLOTS) {
        int from = at(count) - VirtioNetHeader.SIZE;
        data.limit(at(count) + SLOT - HEADROOM).position(from);
        int bytes = tap.read(data);
        if (bytes < 0) {
          break;
        }
        lengths[count++] = bytes - VirtioNetHeader.SIZE;
      }
      return count;
    } finally {
      data.clear();
    }
  }

  ByteBuffer data() {
    return data;
  }

  /** Where the frame begins in {@link #data}. */
  int at(int index) {
    return index * SLOT + HEADROOM;
  }

  int length(int index) {
    return lengths[index];
  }

  VirtioNetHeader header(int index) {
    return VirtioNetHeader.read(data, at(index) - VirtioNetHeader.SIZE);
  }
}
