package dev.netlab.wireguard.device;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.udp.Datagram;
import dev.netlab.netlink.udp.Family;
import dev.netlab.netlink.udp.ReceiveBatch;
import dev.netlab.netlink.udp.UdpSocket;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.Messages;
import java.util.ArrayList;
import java.util.List;

/**
 * The open sockets of a device. What they receive and send lies in memory that is lent for a turn
 * ({@link TurnMemory}).
 */
final class UdpPorts {
  private record Port(UdpSocket socket, int slot) {}

  /** Takes datagrams, one at a time; the packet is good until it returns. */
  @FunctionalInterface
  interface Receiver {
    void receive(PacketView datagram, Endpoint from, int tos);
  }

  private final UdpSockets sockets;
  private final List<Port> ports = new ArrayList<>();
  private final EndpointCache endpoints = new EndpointCache();

  private UdpPorts(UdpSockets sockets) {
    this.sockets = sockets;
  }

  static UdpPorts open(UdpSockets sockets, Poller poller) {
    UdpPorts ports = new UdpPorts(sockets);
    for (UdpSocket socket : sockets.all()) {
      ports.ports.add(new Port(socket, poller.add(socket.fd())));
    }
    return ports;
  }

  /** Leaves what comes in the sockets, until {@link #listen}. */
  void wait(Poller poller) {
    ports.forEach(port -> poller.watch(port.slot, 0));
  }

  void listen(Poller poller) {
    ports.forEach(port -> poller.watch(port.slot, Const.POLLIN));
  }

  int port() {
    return sockets.port();
  }

  void mark(int mark) {
    sockets.mark(mark);
  }

  /** Takes one batch from each socket that the poller found ready. */
  void receive(Poller poller, TurnMemory memory, Receiver receiver) {
    ReceiveBatch batch = memory.receiving;
    for (Port port : ports) {
      if (poller.ready(port.slot)) {
        int messages = port.socket.receive(batch);
        for (int i = 0; i < messages; i++) {
          receive(batch.get(i), memory.datagram, receiver);
        }
      }
    }
  }

  private void receive(Datagram message, byte[] array, Receiver receiver) {
    if (message.truncated()) {
      return;
    }
    PacketView packet = new PacketView(array, 0, 0);
    int bytes = message.data().limit();
    int segment = Math.max(1, message.segmentSize());
    message.data().get(0, array, 0, bytes);
    Endpoint from =
        Messages.type(packet.at(0, Math.min(segment, bytes))) == Messages.DATA
            ? endpoints.sender(message)
            : endpoints.stranger(message);
    for (int at = 0; at < bytes; at += segment) {
      receiver.receive(packet.at(at, Math.min(segment, bytes - at)), from, message.tos());
    }
  }

  /** Puts a datagram beside those that wait for {@link #flush}; its bytes are copied. */
  void send(Endpoint to, int tos, PacketView datagram, TurnMemory memory) {
    EndpointCache.Entry entry =
        Messages.type(datagram) == Messages.DATA ? endpoints.of(to) : endpoints.once(to);
    Family family = entry.remote().family();
    for (Port port : ports) {
      if (port.socket.family() == family) {
        memory.outgoing(family).add(port.socket, entry, tos, datagram);
      }
    }
  }

  /**
   * Sends what is queued.
   *
   * @return how many datagrams the kernel did not take
   */
  int flush(TurnMemory memory) {
    int dropped = 0;
    for (Port port : ports) {
      dropped += memory.outgoing(port.socket.family()).flush(port.socket);
    }
    return dropped;
  }

  void close(Poller poller) {
    for (Port port : ports) {
      poller.remove(port.slot);
    }
    sockets.close();
  }
}
