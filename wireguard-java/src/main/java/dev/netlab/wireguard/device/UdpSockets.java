package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.udp.Fragmentation;
import dev.netlab.netlink.udp.UdpOptions;
import dev.netlab.netlink.udp.UdpOptions.Feature;
import dev.netlab.netlink.udp.UdpSocket;
import java.util.ArrayList;
import java.util.List;

/** The IPv4 and the IPv6 socket of a device, on one port; either may be missing in the kernel. */
final class UdpSockets implements AutoCloseable {
  private static final int TRIES = 100;

  /** As much as wireguard-go asks for: bursts of a whole TCP window fit. */
  private static final int BUFFER = 7 << 20;

  private final List<UdpSocket> all;
  private final int port;

  private UdpSockets(List<UdpSocket> all, int port) {
    this.all = List.copyOf(all);
    this.port = port;
  }

  /**
   * Opens both in the namespace.
   *
   * @param port 0 for one that is free for both
   * @throws KernelException EADDRINUSE
   */
  static UdpSockets open(Namespace namespace, int port, int mark) {
    return namespace.call(() -> open(port, mark));
  }

  private static UdpSockets open(int port, int mark) {
    for (int attempt = 1; ; attempt++) {
      try {
        return tryOpen(port, mark);
      } catch (KernelException e) {
        // The kernel chooses for IPv4 alone.
        if (port != 0 || e.errno() != Errno.EADDRINUSE || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static UdpSockets tryOpen(int port, int mark) {
    List<UdpSocket> all = new ArrayList<>();
    try {
      openOne(UdpOptions.ipv4(port), mark, all);
      int chosen = all.isEmpty() ? port : all.getFirst().local().port();
      openOne(UdpOptions.ipv6(chosen), mark, all);
      if (all.isEmpty()) {
        throw new KernelException("open a UDP socket", Errno.EAFNOSUPPORT);
      }
      return new UdpSockets(all, all.getFirst().local().port());
    } catch (RuntimeException | Error e) {
      all.forEach(UdpSocket::close);
      throw e;
    }
  }

  private static void openOne(UdpOptions options, int mark, List<UdpSocket> into) {
    UdpSocket socket;
    try {
      socket = UdpSocket.open(options.with(Feature.GRO));
    } catch (KernelException e) {
      if (e.errno() == Errno.EAFNOSUPPORT || e.errno() == Errno.EADDRNOTAVAIL) {
        return;
      }
      throw e;
    }
    into.add(socket);
    socket.bufferSize(BUFFER);
    socket.mark(mark);
    // As the kernel's WireGuard does: routers on a narrower path may cut what is too long for them.
    socket.fragmentation(Fragmentation.ALLOWED);
    socket.withoutFlowLabels();
  }

  List<UdpSocket> all() {
    return all;
  }

  int port() {
    return port;
  }

  void mark(int mark) {
    all.forEach(socket -> socket.mark(mark));
  }

  @Override
  public void close() {
    all.forEach(UdpSocket::close);
  }
}
