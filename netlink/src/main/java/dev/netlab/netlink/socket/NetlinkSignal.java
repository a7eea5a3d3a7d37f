package dev.netlab.netlink.socket;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;

/**
 * Tells that something came to a multicast group, and not what: for those who then ask the kernel
 * for the one thing that they want to know. Holds no buffer, so there may be thousands.
 */
public final class NetlinkSignal implements AutoCloseable {
  private static final int NETLINK_ADD_MEMBERSHIP = 1;

  /** Messages that nobody reads may be lost: the loss itself is a signal. */
  private static final int QUEUE = 16 * 1024;

  private final Fd fd;
  private final String what;
  private final ByteBuffer unread = Memory.allocate(16);

  private NetlinkSignal(Fd fd, String what) {
    this.fd = fd;
    this.what = what;
  }

  /**
   * Hears a group of the namespace.
   *
   * @param group the group's number ({@code RTNLGRP_LINK}), not a bit mask
   */
  public static NetlinkSignal open(NetlinkFamily protocol, int group, Namespace namespace) {
    String what = "hear group " + group + " of netlink " + protocol;
    Fd fd = namespace.call(() -> BoundSocket.open(protocol, QUEUE));
    try {
      Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
      return new NetlinkSignal(fd, what);
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  /** For a {@link dev.netlab.netlink.syscall.Poller}. */
  public Fd fd() {
    return fd;
  }

  /** Forgets all that came; ask after this, so that what comes meanwhile is a signal again. */
  public void clear() {
    while (true) {
      try {
        if (Sys.receive(what, fd, unread, Const.MSG_DONTWAIT | Const.MSG_TRUNC) == -1) {
          return;
        }
      } catch (KernelException e) {
        if (e.errno() != Errno.ENOBUFS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
