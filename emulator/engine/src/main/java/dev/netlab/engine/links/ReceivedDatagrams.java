package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Datagrams that came by one {@code recvmmsg(2)}, each with its sender and its TOS or traffic
 * class. Reused without allocating.
 */
final class ReceivedDatagrams {
  static final int SLOTS = 32;

  /** Free room before each datagram. */
  static final int HEADROOM = 16;

  private static final int SLOT = 66 * 1024;
  private static final int MMSGHDR = 64;
  private static final int IOVEC = 16;
  private static final int NAME = 32;
  private static final int CONTROL = 64;
  private static final int CMSGHDR = 16;

  private final ByteBuffer data = Memory.allocate(SLOTS * SLOT).order(ByteOrder.BIG_ENDIAN);
  private final ByteBuffer messages = Memory.allocate(SLOTS * MMSGHDR);
  private final ByteBuffer vectors = Memory.allocate(SLOTS * IOVEC);
  private final ByteBuffer names = Memory.allocate(SLOTS * NAME);
  private final ByteBuffer controls = Memory.allocate(SLOTS * CONTROL);

  /** Receives what waits; -1 where nothing does. */
  int receive(Fd fd) {
    for (int i = 0; i < SLOTS; i++) {
      int message = i * MMSGHDR;
      int vector = i * IOVEC;
      vectors.putLong(vector, Memory.address(data) + at(i)).putLong(vector + 8, SLOT - HEADROOM);
      messages.putLong(message, Memory.address(names) + (long) i * NAME);
      messages.putLong(message + 8, NAME);
      messages.putLong(message + 16, Memory.address(vectors) + vector).putLong(message + 24, 1);
      messages.putLong(message + 32, Memory.address(controls) + (long) i * CONTROL);
      messages.putLong(message + 40, CONTROL).putLong(message + 48, 0).putLong(message + 56, 0);
    }
    return Sys.recvmmsg("receive", fd, messages, SLOTS, Const.MSG_DONTWAIT);
  }

  ByteBuffer data() {
    return data;
  }

  /** Where the datagram begins in {@link #data}. */
  int at(int index) {
    return index * SLOT + HEADROOM;
  }

  int length(int index) {
    return messages.getInt(index * MMSGHDR + 56);
  }

  /** The sender's {@code sockaddr} begins at {@link #nameAt} here. */
  ByteBuffer names() {
    return names;
  }

  int nameAt(int index) {
    return index * NAME;
  }

  /** The TOS or traffic class: the first control message, one byte or an int; 0 if none came. */
  int dsField(int index) {
    if (messages.getLong(index * MMSGHDR + 40) <= CMSGHDR) {
      return 0;
    }
    int at = index * CONTROL;
    boolean oneByte = controls.getLong(at) == CMSGHDR + 1;
    return (oneByte ? controls.get(at + CMSGHDR) : controls.getInt(at + CMSGHDR)) & 0xff;
  }
}
