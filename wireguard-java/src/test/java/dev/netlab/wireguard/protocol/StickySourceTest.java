package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers come from the address that was asked, until that may be what is in the way. */
class StickySourceTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();
  private final Endpoint sticky =
      new Endpoint(
          net.b.address.address(),
          net.b.address.port(),
          0,
          new Endpoint.Source(IpAddress.parse("192.0.2.1"), 0));

  @BeforeEach
  void hearFromThePeer() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.send(net.b, ipv4("10.0.0.2", "10.0.0.1", 84));
    net.receive(net.a, net.log.getLast().bytes(), sticky);
    net.send(net.a, PACKET);
    assertThat(net.log.getLast().to()).isEqualTo(sticky);
    net.log.clear();
  }

  @Test
  void otherSocketsHaveOtherSources() {
    net.a.wireGuard.forgetSources();
    net.send(net.a, PACKET);
    assertThat(net.log.getLast().to()).isEqualTo(net.b.address);
  }

  @Test
  void silenceOfThePeerForgetsTheSource() {
    net.pass(16);
    assertThat(net.sent(net.a, Messages.INITIATION))
        .extracting(Sent::to)
        .containsExactly(net.b.address);
  }

  @Test
  void aRetryForgetsTheSource() {
    net.a.wireGuard.down();
    net.a.wireGuard.up(net.now, new ArrayList<>());
    net.configure(net.a, net.b, new PeerChange.SetEndpoint(sticky));
    net.send(net.a, PACKET);
    net.pass(6);
    assertThat(net.sent(net.a, Messages.INITIATION))
        .extracting(Sent::to)
        .containsExactly(sticky, net.b.address);
  }
}
