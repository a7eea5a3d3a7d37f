package dev.netlab.netlink.socket;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;

/** A bound netlink socket of the calling thread's network namespace. */
final class BoundSocket {
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  private BoundSocket() {}

  /**
   * @param receiveBuffer bytes of queue; the kernel takes them only when there is something in it
   */
  static Fd open(NetlinkFamily protocol, int receiveBuffer) {
    String what = "open netlink socket " + protocol;
    Fd fd = Sys.socket(what, Const.AF_NETLINK, Const.SOCK_RAW, protocol.number());
    try {
      Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_RCVBUFFORCE, receiveBuffer);
      Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_SNDBUFFORCE, 1 << 20);
      Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_EXT_ACK, 1);
      Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_CAP_ACK, 1);
      Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
      ByteBuffer address = Memory.allocate(12).putShort(0, (short) Const.AF_NETLINK);
      Sys.bind(what, fd, address);
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  /** Copies a datagram of {@code length} bytes out of the buffer. */
  static ByteBuffer copy(String what, ByteBuffer from, int length) {
    if (length > from.capacity()) {
      throw new KernelException(
          what, Errno.EMSGSIZE, "a datagram of " + length + " bytes does not fit the buffer");
    }
    byte[] datagram = new byte[length];
    from.get(0, datagram);
    return ByteBuffer.wrap(datagram);
  }
}
