package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passive (whitepaper section 6.5) and persistent keepalives. */
class KeepaliveTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);
  private static final byte[] ANSWER = ipv4("10.0.0.2", "10.0.0.1", 84);

  private final Network net = new Network();

  @Test
  void receivedDataIsAnsweredByAKeepaliveIn10Seconds() {
    net.send(net.a, PACKET);
    net.log.clear();
    net.passNanos(SECONDS.toNanos(10) - 1);
    assertThat(net.log).isEmpty();
    net.passNanos(1);
    assertThat(net.log).hasSize(1);
    assertThat(net.log.getFirst().bytes()).hasSize(32);
    assertThat(net.log.getFirst().from()).isSameAs(net.b);
    net.pass(100);
    assertThat(net.log).hasSize(1);
  }

  @Test
  void dataThatCameMeanwhileGetsAnotherKeepalive() {
    net.send(net.a, PACKET);
    net.pass(5);
    net.send(net.a, PACKET);
    net.log.clear();
    net.pass(5);
    net.passNanos(SECONDS.toNanos(10) - 1);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(1);
    net.passNanos(1);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(2);
    net.pass(50);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(2);
  }

  @Test
  void givingUpAHandshakeEndsThePassiveKeepalive() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(16); // nothing is heard, so a handshake begins
    net.loses = sent -> sent.from() == net.a || sent.type() == Messages.INITIATION;
    for (int second = 0; !net.a.events.contains(LogEvent.HANDSHAKE_GIVEN_UP); second++) {
      assertThat(second).isLessThan(120);
      net.send(net.b, ANSWER);
      net.pass(1);
    }
    net.log.clear();
    net.pass(11);
    assertThat(net.sent(net.a, Messages.DATA)).isEmpty();
  }

  @Test
  void sentDataMakesTheKeepaliveUnnecessary() {
    net.send(net.a, PACKET);
    net.send(net.b, ANSWER);
    net.loses = sent -> false;
    net.log.clear();
    net.passNanos(SECONDS.toNanos(10) - 1);
    assertThat(net.log).isEmpty();
    net.passNanos(1);
    assertThat(net.sent(net.b, Messages.DATA)).isEmpty();
    assertThat(net.sent(net.a, Messages.DATA)).hasSize(1);
  }

  @Test
  void persistentKeepalivesComeWheneverThatLongNothingAuthenticWent() {
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    net.log.clear();
    net.pass(100);
    assertThat(net.sent(net.a, Messages.DATA)).hasSize(4);
    net.pass(20);
    net.send(net.b, ANSWER); // re-arms a's timer, and its passive keepalive comes 10 s later
    net.log.clear();
    net.pass(9);
    assertThat(net.log).isEmpty();
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(0));
    net.pass(10);
    net.log.clear();
    net.pass(50);
    assertThat(net.log).isEmpty();
  }

  @Test
  void aPersistentKeepaliveIsSentWhenItIsEnabledAndNotWhenItIsSetAgain() {
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    assertThat(net.log).extracting(Sent::type).containsExactly(1, 2, 4);
    net.pass(1);
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(20));
    assertThat(net.log).hasSize(3);
  }

  @Test
  void persistentKeepalivesBeginWhenTheInterfaceComesUp() {
    net.a.wireGuard.down();
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    net.pass(60);
    assertThat(net.log).isEmpty();
    List<Action> actions = new ArrayList<>();
    net.a.wireGuard.up(net.now, actions);
    net.perform(net.a, actions);
    net.settle();
    assertThat(net.log).extracting(Sent::type).containsExactly(1, 2, 4);
  }

  @Test
  void keepalivesTooRenewASession() {
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    net.pass(121);
    net.log.clear();
    net.pass(5);
    assertThat(net.log).extracting(Sent::type).containsExactly(4, 1, 2, 4);
  }
}
