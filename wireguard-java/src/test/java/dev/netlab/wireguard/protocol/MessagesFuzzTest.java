package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Whatever a datagram says, nothing escapes and nothing changes. Fuzzes with {@code JAZZER_FUZZ=1};
 * else goes through the inputs kept beside the tests' resources.
 */
class MessagesFuzzTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  @FuzzTest
  void anyDatagramIsSurvived(byte[] bytes) {
    Network net = new Network();
    net.send(net.a, PACKET);
    int entries = net.b.state.indices.size();
    net.receive(net.b, bytes, net.a.address);
    byte[] overData = net.sent(net.a, Messages.DATA).getFirst().bytes().clone();
    System.arraycopy(bytes, 0, overData, 0, Math.min(bytes.length, overData.length));
    net.receive(net.b, overData, net.a.address);
    assertThat(net.b.state.indices.size()).isEqualTo(entries);
    assertThat(net.b.delivered).containsExactly(PACKET);
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).containsExactly(PACKET, PACKET);
  }

  @FuzzTest
  void anyPacketIsSurvived(byte[] bytes) {
    Network net = new Network();
    net.a.wireGuard.watch();
    net.send(net.a, PACKET);
    byte[] packet = Arrays.copyOf(bytes, Math.min(bytes.length, 65_000));
    net.send(net.a, packet);
    assertThat(net.b.delivered).hasSizeBetween(1, 2);
  }
}
