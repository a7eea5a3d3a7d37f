package dev.netlab.engine.links;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Asks the kernel which source address a packet to a remote would have: connecting a UDP socket
 * routes without sending (udp(7)). The answer is kept for a tenth of a second.
 */
final class RouteProbe implements AutoCloseable {
  private static final long KEPT = TimeUnit.MILLISECONDS.toNanos(100);

  private final Fd socket;
  private final ByteBuffer unspecified = Memory.allocate(SocketAddress.IPV4_SIZE);
  private final ByteBuffer local = Memory.allocate(SocketAddress.IPV6_SIZE);
  private ByteBuffer remote = unspecified;
  private int source;
  private long asked = System.nanoTime() - KEPT;

  /** Opens a socket in the calling thread's network namespace. */
  RouteProbe(boolean six) {
    int family = six ? Const.AF_INET6 : Const.AF_INET;
    socket = Sys.socket("open a UDP socket", family, Const.SOCK_DGRAM, 0);
  }

  /** The IPv4 source address as a number, or 0 where there is no route. */
  int source(ByteBuffer to) {
    long now = System.nanoTime();
    if (!to.equals(remote) || now - asked > KEPT) {
      remote = to;
      asked = now;
      source = ask(to);
    }
    return source;
  }

  private int ask(ByteBuffer to) {
    try {
      Sys.connect("forget a route", socket, unspecified);
      Sys.connect("ask for a route", socket, to);
      Sys.getsockname("ask for a source address", socket, local);
      return SocketAddress.ipv4(local);
    } catch (KernelException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
