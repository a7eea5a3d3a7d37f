package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.udp.UdpOptions.Feature;
import java.nio.ByteBuffer;

/**
 * A program, not a test: how much UDP goes through a veth pair in 1400-byte datagrams, sent one by
 * one, 128 a call, and as super-frames. Prints Gbit/s as received.
 */
final class UdpThroughput {
  private static final int DATAGRAM = 1400;
  private static final long NANOS = 3_000_000_000L;

  private UdpThroughput() {}

  public static void main(String[] args) throws InterruptedException {
    try (TestNamespace left = new TestNamespace();
        TestNamespace right = new TestNamespace()) {
      left.join(right);
      for (int round = 0; round < 2; round++) {
        measure(left, right, "1 datagram a call    ", 1, 1);
        measure(left, right, "sendmmsg of 128      ", 128, 1);
        measure(left, right, "GSO 44, 1 a call     ", 1, 44);
        measure(left, right, "GSO 44, sendmmsg of 8", 8, 44);
      }
    }
  }

  private static void measure(
      TestNamespace left, TestNamespace right, String name, int messages, int segments)
      throws InterruptedException {
    UdpOptions in = UdpOptions.ipv4(5000).with(Feature.GRO);
    try (UdpSocket sender = left.call(() -> UdpSocket.open(UdpOptions.ipv4(0)));
        UdpSocket receiver = right.call(() -> UdpSocket.open(in))) {
      sender.bufferSize(7 << 20);
      receiver.bufferSize(7 << 20);
      long[] received = new long[1];
      Thread thread = Thread.ofPlatform().start(() -> received[0] = receive(receiver));
      long sent = send(sender, messages, segments);
      sender.send(new SendBatch(1, 1).to(target()).data(Memory.allocate(1)));
      thread.join();
      System.out.printf(
          "%s sent %6.2f Gbit/s, received %6.2f Gbit/s%n", name, gbits(sent), gbits(received[0]));
    }
  }

  private static double gbits(long bytes) {
    return bytes * 8.0 / NANOS;
  }

  private static UdpEndpoint target() {
    return new UdpEndpoint(IpAddress.parse("10.0.0.2"), 5000);
  }

  private static long send(UdpSocket socket, int messages, int segments) {
    SendBatch batch = new SendBatch(messages, messages);
    ByteBuffer data = Memory.allocate(DATAGRAM * segments);
    UdpEndpoint target = target();
    long sent = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
      batch.clear();
      for (int i = 0; i < messages; i++) {
        batch.to(target).data(data);
        if (segments > 1) {
          batch.segmentSize(DATAGRAM);
        }
      }
      sent += (long) socket.send(batch) * data.capacity();
    }
    return sent;
  }

  /** Until a datagram of one byte. */
  private static long receive(UdpSocket socket) {
    ReceiveBatch batch = new ReceiveBatch(64, 65535);
    Poller poller = new Poller();
    poller.add(socket.fd());
    long bytes = 0;
    while (true) {
      poller.poll(-1);
      int messages = socket.receive(batch);
      for (int i = 0; i < messages; i++) {
        int length = batch.get(i).data().remaining();
        if (length == 1) {
          return bytes;
        }
        bytes += length;
      }
    }
  }
}
