package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.socket.Incoming;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkListener;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.wire.Message;
import java.time.Duration;

/** Watches whether the TUN device goes up or down, changes its MTU, or is deleted. */
final class LinkWatch implements AutoCloseable {
  private static final int RTNLGRP_LINK = 1;
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int IFINFOMSG = 16;
  private static final int IFLA_MTU = 4;
  private static final int IFF_UP = 1;
  private static final int BUFFER = 1 << 20;

  /** What a link is. */
  enum State {
    UP,
    DOWN,
    DELETED
  }

  private final NetlinkListener listener;
  private final Namespace namespace;
  private final String name;
  private final int index;
  private State state;
  private int mtu;

  private LinkWatch(NetlinkListener listener, Namespace namespace, String name, int index) {
    this.listener = listener;
    this.namespace = namespace;
    this.name = name;
    this.index = index;
    this.state = State.DOWN;
    ask();
  }

  static LinkWatch open(Namespace namespace, String name, int index) {
    NetlinkListener listener = NetlinkListener.open(NetlinkFamily.ROUTE, BUFFER, namespace);
    try {
      return new LinkWatch(listener.join(RTNLGRP_LINK), namespace, name, index);
    } catch (RuntimeException | Error e) {
      listener.close();
      throw e;
    }
  }

  Fd fd() {
    return listener.fd();
  }

  State state() {
    return state;
  }

  /** Bytes of the largest packet. */
  int mtu() {
    return mtu;
  }

  /** Processes all pending events. */
  void update() {
    while (true) {
      switch (listener.receive(Duration.ZERO)) {
        case Incoming.Messages(var messages, int nsid) -> messages.forEach(this::take);
        case Incoming.Lost() -> ask();
        case Incoming.TimedOut(), Incoming.Woken(), Incoming.Closed() -> {
          return;
        }
      }
    }
  }

  private void take(Message message) {
    if (message.body().remaining() < IFINFOMSG || message.body().getInt(4) != index) {
      return;
    }
    if (message.type() == RTM_DELLINK) {
      state = State.DELETED;
    } else if (message.type() == RTM_NEWLINK) {
      state = (message.body().getInt(8) & IFF_UP) != 0 ? State.UP : State.DOWN;
      mtu = message.attributes(IFINFOMSG).u32(IFLA_MTU, mtu);
    }
  }

  private void ask() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      Link link = Link.get(socket, name);
      state = link.isUp() ? State.UP : State.DOWN;
      mtu = link.mtu();
    } catch (KernelException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
      state = State.DELETED;
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
