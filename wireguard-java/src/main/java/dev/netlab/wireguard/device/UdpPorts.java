package dev.netlab.wireguard.device;

import dev.netlab.netlink.sys.Poller;
import dev.netlab.netlink.udp.Datagram;
import dev.netlab.netlink.udp.Family;
import dev.netlab.netlink.udp.ReceiveBatch;
import dev.netlab.netlink.udp.UdpSocket;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.Packet;
import dev.netlab.wireguard.protocol.Messages;
import java.util.ArrayList;
import java.util.List;

/** The open sockets of a device with what waits to be sent, and room for what is received. */
final class UdpPorts {
  private static final int LARGEST = 65_535;

  /** Messages a receive: with GRO each may be a whole burst of datagrams. */
  private static final int MESSAGES = 16;

  private record Port(UdpSocket socket, Outgoing outgoing, int slot) {}

  /** Takes datagrams, one at a time; the packet is good until it returns. */
  @FunctionalInterface
  interface Receiver {
    void receive(Packet datagram, Endpoint from, int tos);
  }

  private final UdpSockets sockets;
  private final List<Port> ports = new ArrayList<>();
  private final ReceiveBatch batch = new ReceiveBatch(MESSAGES, LARGEST);
  private final byte[] array = new byte[LARGEST];
  private final Packet packet = new Packet(array, 0, 0);
  private final EndpointCache endpoints = new EndpointCache();

  private UdpPorts(UdpSockets sockets) {
    this.sockets = sockets;
  }

  static UdpPorts open(UdpSockets sockets, Poller poller) {
    UdpPorts ports = new UdpPorts(sockets);
    for (UdpSocket socket : sockets.all()) {
      ports.ports.add(new Port(socket, new Outgoing(socket), poller.add(socket.fd())));
    }
    return ports;
  }

  int port() {
    return sockets.port();
  }

  void mark(int mark) {
    sockets.mark(mark);
  }

  /** Takes one batch from each socket that the poller found ready. */
  void receive(Poller poller, Receiver receiver) {
    for (Port port : ports) {
      if (poller.ready(port.slot)) {
        int messages = port.socket.receive(batch);
        for (int i = 0; i < messages; i++) {
          receive(batch.get(i), receiver);
        }
      }
    }
  }

  private void receive(Datagram message, Receiver receiver) {
    if (message.truncated()) {
      return;
    }
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
  void send(Endpoint to, int tos, Packet datagram) {
    EndpointCache.Entry entry =
        Messages.type(datagram) == Messages.DATA ? endpoints.of(to) : endpoints.once(to);
    Family family = entry.remote().family();
    for (Port port : ports) {
      if (port.socket.family() == family) {
        port.outgoing.add(entry, tos, datagram);
      }
    }
  }

  void flush() {
    for (Port port : ports) {
      port.outgoing.flush();
    }
  }

  void close(Poller poller) {
    for (Port port : ports) {
      poller.remove(port.slot);
    }
    sockets.close();
  }
}
