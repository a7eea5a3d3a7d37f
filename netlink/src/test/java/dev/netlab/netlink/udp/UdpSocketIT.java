package dev.netlab.netlink.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.udp.UdpOptions.Feature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UdpSocketIT {
  private TestNamespace left;
  private TestNamespace right;

  @BeforeEach
  void make() {
    left = new TestNamespace();
    right = new TestNamespace();
    left.join(right);
  }

  @AfterEach
  void remove() {
    left.close();
    right.close();
  }

  private static UdpSocket open(TestNamespace namespace, UdpOptions options) {
    return namespace.call(() -> UdpSocket.open(options));
  }

  private static UdpOptions any(Family family) {
    return switch (family) {
      case IPV4 -> UdpOptions.ipv4(0);
      case IPV6 -> UdpOptions.ipv6(0);
    };
  }

  private static UdpEndpoint at(UdpSocket socket, int host) {
    String address =
        switch (socket.family()) {
          case IPV4 -> "10.0.0." + host;
          case IPV6 -> "fd00::" + host;
        };
    return new UdpEndpoint(IpAddress.parse(address), socket.local().port());
  }

  private static ByteBuffer bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Memory.allocate(bytes.length).put(0, bytes);
  }

  private static String text(Datagram datagram) {
    return StandardCharsets.UTF_8.decode(datagram.data().duplicate()).toString();
  }

  private static void receiveAll(UdpSocket socket, ReceiveBatch batch) {
    await().until(() -> socket.receive(batch) > 0);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void eachMessageCarriesItsOwnHeaderFields(Family family) {
    right.ip("addr add 10.0.0.7/24 dev eth0");
    right.ip("addr add fd00::7/64 dev eth0 nodad");
    try (UdpSocket one = open(left, any(family));
        UdpSocket two = open(right, any(family))) {
      // Packets that wait for different neighbours may overtake each other.
      left.sh("ping -c 1 " + at(two, 7).address() + " && ping -c 1 " + at(two, 2).address());
      SendBatch out = new SendBatch(8, 8);
      out.to(at(two, 7)).tos(0xb9).ttl(33).data(bytes("first ")).data(bytes("half"));
      out.to(at(two, 2)).data(bytes("plain"));
      assertThat(one.send(out)).isEqualTo(2);

      // Under load they come one by one, so each has a batch of its own.
      ReceiveBatch in = new ReceiveBatch(1, 100);
      ReceiveBatch more = new ReceiveBatch(1, 100);
      receiveAll(two, in);
      receiveAll(two, more);
      Datagram first = in.get(0);
      Datagram second = more.get(0);
      assertThat(text(first)).isEqualTo("first half");
      assertThat(first.tos()).isEqualTo(0xb9);
      assertThat(first.ttl()).isEqualTo(33);
      assertThat(first.segmentSize()).isEqualTo(10);
      assertThat(first.isFrom(at(one, 1))).isTrue();
      assertThat(first.remote()).isEqualTo(at(one, 1));
      assertThat(first.local().address()).isEqualTo(at(two, 7).address());
      assertThat(first.isTo(first.local())).isTrue();
      assertThat(first.isTo(second.local())).isFalse();
      assertThat(second.tos()).isZero();
      assertThat(second.ttl()).isEqualTo(64);

      // Each answer leaves from where it was asked, whichever address the routing would choose.
      out.clear().to(first.remote()).from(first.local()).data(bytes("answer"));
      two.send(out.to(at(one, 1)).from(second.local()).data(bytes("answer")));
      receiveAll(one, in);
      receiveAll(one, more);
      assertThat(in.get(0).remote()).isEqualTo(at(two, 7));
      assertThat(more.get(0).remote()).isEqualTo(at(two, 2));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void superFramesAreCutAndJoinedByTheKernel(Family family) {
    try (UdpSocket one = open(left, any(family));
        UdpSocket two = open(right, any(family).with(Feature.GRO))) {
      assertThat(one.segmentation()).isTrue();
      ReceiveBatch in = new ReceiveBatch(4, 65535);
      one.send(new SendBatch(1, 1).to(at(two, 2)).segmentSize(1000).data(Memory.allocate(8500)));
      receiveAll(two, in);
      assertThat(in.get(0).data().remaining()).isEqualTo(8500);
      assertThat(in.get(0).segmentSize()).isEqualTo(1000);
    }
  }

  @Test
  void withoutSegmentationTheSameDatagramsAreSent() {
    try (UdpSocket one = open(left, UdpOptions.ipv4(0));
        UdpSocket two = open(right, UdpOptions.ipv4(0))) {
      one.segmentationOff();
      ByteBuffer half = Memory.allocate(1250);
      SendBatch out = new SendBatch(4, 4);
      out.to(at(two, 2)).data(bytes("before"));
      out.to(at(two, 2)).tos(4).segmentSize(1000).data(half.put(1249, (byte) 7)).data(half);
      out.to(at(two, 2)).data(bytes("after"));
      assertThat(one.send(out)).isEqualTo(3);
      ReceiveBatch in = new ReceiveBatch(1, 2000);
      List<Integer> lengths = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        receiveAll(two, in);
        lengths.add(in.get(0).data().remaining());
        if (i == 1) {
          assertThat(in.get(0).tos()).isEqualTo(4);
        }
        if (i == 2) {
          assertThat(in.get(0).data().get(249)).isEqualTo((byte) 7);
        }
      }
      assertThat(lengths).containsExactly(6, 1000, 1000, 500, 5);
    }
  }

  @Test
  void oneRefusedMessageDoesNotKeepTheOthers() {
    try (UdpSocket one = open(left, UdpOptions.ipv4(0));
        UdpSocket two = open(right, UdpOptions.ipv4(0))) {
      one.fragmentation(Fragmentation.REFUSED);
      SendBatch out = new SendBatch(4, 4);
      out.to(at(two, 2)).data(bytes("a"));
      out.to(at(two, 2)).data(Memory.allocate(1473));
      out.to(new UdpEndpoint(IpAddress.parse("192.0.2.1"), 9)).data(bytes("nowhere"));
      out.to(at(two, 2)).data(bytes("b"));
      assertThat(one.send(out)).isEqualTo(2);
      assertThat(out.errno(0)).isZero();
      assertThat(out.errno(1)).isEqualTo(Errno.EMSGSIZE);
      assertThat(out.errno(2)).isEqualTo(Errno.ENETUNREACH);
      ReceiveBatch in = new ReceiveBatch(1, 2000);
      receiveAll(two, in);
      assertThat(text(in.get(0))).isEqualTo("a");
      receiveAll(two, in);
      assertThat(text(in.get(0))).isEqualTo("b");
    }
  }

  @Test
  void closedPortsAndOversizedDatagramsDoNotEndReceiving() throws Exception {
    try (UdpSocket one = open(left, UdpOptions.ipv4(0));
        UdpSocket two = open(right, UdpOptions.ipv4(0))) {
      SendBatch out = new SendBatch(4, 4);
      one.send(out.to(new UdpEndpoint(IpAddress.parse("10.0.0.2"), 9)).data(bytes("refused")));
      await().until(() -> right.sh("nstat -az IcmpOutDestUnreachs").contains(" 1 "));
      two.send(out.clear().to(at(one, 1)).data(Memory.allocate(500)));
      two.send(out.clear().to(at(one, 1)).data(bytes("fits")));
      ReceiveBatch in = new ReceiveBatch(4, 10);
      receiveAll(one, in);
      assertThat(in.get(0).truncated()).isTrue();
      assertThat(in.get(0).data().remaining()).isEqualTo(10);
      if (in.size() == 1) {
        receiveAll(one, in);
      }
      Datagram last = in.get(in.size() - 1);
      assertThat(last.truncated()).isFalse();
      assertThat(text(last)).isEqualTo("fits");
    }
  }

  @Test
  void bothFamiliesShareAPortAndATakenOneIsAnError() {
    try (UdpSocket four = open(left, UdpOptions.ipv4(0))) {
      int port = four.local().port();
      open(left, UdpOptions.ipv6(port)).close();
      assertThatThrownBy(() -> open(left, UdpOptions.ipv4(port)))
          .hasStackTraceContaining("bind UDP 0.0.0.0:" + port + ": Address already in use");
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void tcpdumpSeesWhatWasAskedFor(Family family) throws Exception {
    Process tcpdump = right.start("tcpdump -i eth0 -n -vv -c 2 -l udp and port 4444");
    var out = tcpdump.inputReader();
    assertThat(out.readLine()).contains("listening");
    UdpOptions options = any(family).with(Feature.NO_CHECKSUM);
    try (UdpSocket one = open(left, options.with(Feature.ZERO_CHECKSUM6_RECEIVE))) {
      one.mark(7);
      one.bufferSize(7 << 20);
      one.fragmentation(Fragmentation.PROBE);
      assertThat(one.segmentation()).isFalse();
      UdpEndpoint to = new UdpEndpoint(at(one, 2).address(), 4444);
      ByteBuffer data = Memory.allocate(100);
      one.send(new SendBatch(1, 1).to(to).tos(0x88).ttl(9).segmentSize(50).data(data));
    }
    String seen = String.join("\n", out.readAllLines());
    tcpdump.waitFor();
    switch (family) {
      case IPV4 -> assertThat(seen).contains("tos 0x88, ttl 9", "flags [DF]", "[no cksum]");
      case IPV6 -> assertThat(seen).contains("class 0x88", "hlim 9", "UDP, length 50");
    }
    assertThat(seen).contains("length 50");
  }

  /** One slow link must not hold up all that a device's thread does. */
  @Test
  @Timeout(60)
  void whatFindsTheBufferFullIsDropped() {
    left.sh("tc qdisc add dev eth0 root tbf rate 8kbit burst 1600 limit 100000000");
    try (UdpSocket one = open(left, UdpOptions.ipv4(0));
        UdpSocket two = open(right, UdpOptions.ipv4(0))) {
      UdpEndpoint to = at(two, 2);
      SendBatch batch = new SendBatch(64, 64);
      ByteBuffer data = Memory.allocate(1400);
      int sent = 64;
      for (int round = 0; round < 100 && sent == 64; round++) {
        batch.clear();
        for (int i = 0; i < 64; i++) {
          batch.to(to).data(data);
        }
        sent = one.send(batch);
      }
      assertThat(sent).isLessThan(64);
      assertThat(batch.errno(63)).isEqualTo(Errno.EAGAIN);
    }
  }
}
