package dev.netlab.netlink.socket;

import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;

/**
 * {@code struct msghdr} (64 bit) with one data buffer, which is lent for each call, and room for
 * control messages.
 */
final class ReceiveHeader {
  private static final int MSGHDR = 56;
  private static final int CONTROL_LENGTH = 40;
  private static final int CONTROL = 128;

  private final ByteBuffer header = Memory.allocate(MSGHDR);
  private final ByteBuffer vector = Memory.allocate(16);
  private final ByteBuffer control = Memory.allocate(CONTROL);

  ReceiveHeader() {
    header.putLong(16, Memory.address(vector)).putLong(24, 1);
    header.putLong(32, Memory.address(control));
  }

  /** The header, ready for one recvmsg into this buffer. */
  ByteBuffer prepare(ByteBuffer data) {
    vector.putLong(0, Memory.address(data)).putLong(8, data.capacity());
    return header.putLong(CONTROL_LENGTH, CONTROL);
  }

  /** The integer in the control message of that level and type ({@code struct cmsghdr}). */
  int control(int level, int type, int absent) {
    int end = (int) header.getLong(CONTROL_LENGTH);
    int start = 0;
    while (start + 20 <= end) {
      int length = (int) control.getLong(start);
      if (control.getInt(start + 8) == level && control.getInt(start + 12) == type) {
        return control.getInt(start + 16);
      }
      start += Math.max(16, (length + 7) & ~7);
    }
    return absent;
  }
}
