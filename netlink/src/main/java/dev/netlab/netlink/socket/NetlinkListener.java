package dev.netlab.netlink.socket;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.netlink.wire.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hears multicast groups of one netlink family. One thread receives; any thread may wake or close
 * it.
 */
public final class NetlinkListener implements AutoCloseable {
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_LISTEN_ALL_NSID = 8;

  private final Fd fd;
  private final Fd wake;
  private final ReceiveHeader header = new ReceiveHeader();
  private final ByteBuffer pollfds = Memory.allocate(16);
  private final ByteBuffer counter = Memory.allocate(8);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReentrantLock receiving = new ReentrantLock();

  private NetlinkListener(Fd fd, Fd wake) {
    this.fd = fd;
    this.wake = wake;
    pollfds.putInt(0, fd.number()).putShort(4, (short) Const.POLLIN);
    pollfds.putInt(8, wake.number()).putShort(12, (short) Const.POLLIN);
  }

  /**
   * A listener in the calling thread's network namespace that hears nothing yet.
   *
   * @param receiveBuffer bytes of queue between the kernel and {@link #receive}; events beyond are
   *     lost and reported
   */
  public static NetlinkListener open(NetlinkFamily protocol, int receiveBuffer) {
    Fd wake = Sys.eventfd();
    try {
      return new NetlinkListener(BoundSocket.open(protocol, receiveBuffer), wake);
    } catch (RuntimeException | Error e) {
      wake.close();
      throw e;
    }
  }

  /** A listener in the given namespace. */
  public static NetlinkListener open(
      NetlinkFamily protocol, int receiveBuffer, Namespace namespace) {
    return namespace.call(() -> open(protocol, receiveBuffer));
  }

  /**
   * Hears the group's messages from now on.
   *
   * @param group the group's number ({@code NFNLGRP_CONNTRACK_NEW}), not a bit mask
   */
  public NetlinkListener join(int group) {
    String what = "join netlink group " + group;
    Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    return this;
  }

  /**
   * Hears, beside its own namespace, all those to which its own has given an id; each datagram then
   * tells its id.
   */
  public NetlinkListener listenToAllNamespaces() {
    String what = "listen to all namespaces";
    Sys.setsockopt(what, fd, Const.SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1);
    return this;
  }

  /**
   * For a {@link dev.netlab.netlink.syscall.Poller}: {@link #receive} with zero time takes what is
   * there.
   */
  public Fd fd() {
    return fd;
  }

  /**
   * Waits for the next datagram.
   *
   * @param timeout rounded down to milliseconds; zero only looks
   */
  public Incoming receive(Duration timeout) {
    receiving.lock();
    try {
      if (closed.get()) {
        return new Incoming.Closed();
      }
      Incoming ready = next();
      if (!(ready instanceof Incoming.TimedOut)) {
        return ready;
      }
      Sys.poll(pollfds, 2, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
      if (closed.get()) {
        return new Incoming.Closed();
      }
      if (Sys.read("read from eventfd", wake, counter) > 0) {
        return new Incoming.Woken();
      }
      return next();
    } finally {
      receiving.unlock();
    }
  }

  private Incoming next() {
    String what = "receive from netlink";
    ByteBuffer data = Buffers.take();
    try {
      int flags = Const.MSG_DONTWAIT | Const.MSG_TRUNC;
      int length = Sys.recvmsg(what, fd, header.prepare(data), flags);
      if (length == -1) {
        return new Incoming.TimedOut();
      }
      ByteBuffer datagram = BoundSocket.copy(what, data, length);
      int nsid = header.control(Const.SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, -1);
      return new Incoming.Messages(Message.readAll(datagram), nsid);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOBUFS) {
        return new Incoming.Lost();
      }
      throw e;
    } finally {
      Buffers.giveBack(data);
    }
  }

  /** Makes a waiting, or the next, {@link #receive} return {@link Incoming.Woken}. */
  public void wake() {
    if (!closed.get()) {
      signal();
    }
  }

  private void signal() {
    Sys.write("wake a netlink listener", wake, Memory.allocate(8).putLong(0, 1));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      signal();
      receiving.lock();
      try {
        fd.close();
        wake.close();
      } finally {
        receiving.unlock();
      }
    }
  }
}
