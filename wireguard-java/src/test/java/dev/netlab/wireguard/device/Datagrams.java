package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * UDP that nothing on its way can join: each datagram has another port and size than the one before
 * it.
 */
final class Datagrams implements AutoCloseable {
  private static final int FLOWS = 8;
  private static final int BURSTS = 30;

  /** Datagrams of one flow in a burst; all of them fit into a socket's buffer. */
  private static final int BURST = 8;

  private static final int LARGEST = 1300;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final List<DatagramSocket> senders;
  private final DatagramSocket receiver;
  private final InetAddress to;

  private Datagrams(Host from, Host host, String to) throws IOException {
    senders = from.namespace.call(() -> sockets(FLOWS));
    receiver = host.namespace.call(() -> sockets(1)).getFirst();
    receiver.setSoTimeout(TIMEOUT_MILLIS);
    receiver.setReceiveBufferSize(1 << 20);
    this.to = InetAddress.getByName(to);
  }

  static List<DatagramSocket> sockets(int count) throws IOException {
    List<DatagramSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new DatagramSocket());
    }
    return sockets;
  }

  /** All of two thousand arrive as they were sent, and those of one flow in their order. */
  static void arrive(Host from, Host host, String to) throws IOException {
    try (Datagrams datagrams = new Datagrams(from, host, to)) {
      for (int burst = 0; burst < BURSTS; burst++) {
        datagrams.burst(burst * BURST);
      }
    }
  }

  private void burst(int first) throws IOException {
    for (int number = first; number < first + BURST; number++) {
      for (int flow = 0; flow < FLOWS; flow++) {
        byte[] data = data(flow, number);
        DatagramPacket datagram =
            new DatagramPacket(data, data.length, to, receiver.getLocalPort());
        senders.get(flow).send(datagram);
      }
    }
    int[] next = new int[FLOWS];
    Arrays.fill(next, first);
    for (int i = 0; i < FLOWS * BURST; i++) {
      DatagramPacket datagram = new DatagramPacket(new byte[2 * LARGEST], 2 * LARGEST);
      receiver.receive(datagram);
      byte[] data = Arrays.copyOf(datagram.getData(), datagram.getLength());
      int flow = ByteBuffer.wrap(data).getInt();
      assertThat(flow).isBetween(0, FLOWS - 1);
      assertThat(datagram.getPort()).isEqualTo(senders.get(flow).getLocalPort());
      assertThat(data).as("of flow %d", flow).isEqualTo(data(flow, next[flow]++));
    }
  }

  private static byte[] data(int flow, int number) {
    byte[] data = new byte[8 + (flow * 331 + number * 97) % (LARGEST - 8)];
    new Random(flow * 1_000_000L + number).nextBytes(data);
    ByteBuffer.wrap(data).putInt(flow).putInt(number);
    return data;
  }

  @Override
  public void close() {
    senders.forEach(DatagramSocket::close);
    receiver.close();
  }
}
