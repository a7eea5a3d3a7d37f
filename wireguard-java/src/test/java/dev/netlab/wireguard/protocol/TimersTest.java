package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whitepaper section 6, by a clock that the test moves. */
class TimersTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);
  private static final byte[] ANSWER = ipv4("10.0.0.2", "10.0.0.1", 84);

  private final Network net = new Network();

  @Test
  void theInitiatorRenewsASessionWhenItSendsAfter120Seconds() {
    net.send(net.a, PACKET);
    net.passNanos(SECONDS.toNanos(120));
    net.log.clear();
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).isEmpty();
    net.passNanos(1);
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    assertThat(net.b.delivered).hasSize(3);
  }

  @Test
  void theResponderDoesNotRenewForAge() {
    net.send(net.a, PACKET);
    net.pass(150);
    net.log.clear();
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.b, Messages.INITIATION)).isEmpty();
    assertThat(net.a.delivered).hasSize(1);
  }

  @Test
  void theInitiatorRenewsOnceWhenItOnlyReceivesAfter165Seconds() {
    net.send(net.a, PACKET);
    net.passNanos(SECONDS.toNanos(165));
    net.log.clear();
    net.loses = sent -> sent.type() == Messages.INITIATION;
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.a, Messages.INITIATION)).isEmpty();
    net.passNanos(1);
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    // The gate of five seconds is open again, the retry not yet due: nothing but a retry may come.
    net.passNanos(SECONDS.toNanos(5));
    net.send(net.b, ANSWER);
    net.send(net.b, ANSWER);
    long sent = net.a.events.stream().filter(Event.INITIATION_SENT::equals).count();
    long retried = net.a.events.stream().filter(Event.INITIATION_RETRIED::equals).count();
    assertThat(sent - retried).as("the first session's, and this one's").isEqualTo(2);
  }

  @Test
  void after180SecondsASessionIsUsedInNeitherDirection() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.passNanos(SECONDS.toNanos(180) - 1);
    net.log.clear();
    net.send(net.a, PACKET);
    Sent late = net.sent(net.a, Messages.DATA).getFirst();
    net.log.clear();
    net.passNanos(1);
    net.receive(net.b, late.bytes(), net.a.address);
    assertThat(net.b.delivered).hasSize(1);
    net.send(net.a, PACKET);
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.a, Messages.DATA)).isEmpty();
    assertThat(net.sent(net.b, Messages.DATA)).isEmpty();
    assertThat(net.sent(net.b, Messages.INITIATION)).hasSize(1);
  }

  @Test
  void aSessionIsRenewedAfter2To60Messages() {
    net.send(net.b, ANSWER); // so that a is the responder
    session(net.a).sendCounter = Limits.REKEY_AFTER_MESSAGES - 1;
    net.pass(6);
    net.log.clear();
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).isEmpty();
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void aSessionEndsAtItsLastMessage() {
    net.send(net.a, PACKET);
    net.loses = sent -> sent.type() == Messages.INITIATION;
    net.pass(6);
    session(net.a).sendCounter = Limits.REJECT_AFTER_MESSAGES - 1;
    net.log.clear();
    net.send(net.a, PACKET);
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.DATA)).hasSize(1);
    assertThat(net.b.delivered).hasSize(2);
    net.loses = sent -> false;
    net.pass(6);
    assertThat(net.b.delivered).hasSize(3);
  }

  @Test
  void anUnansweredInitiationIsRepeatedFor90SecondsWithJitter() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(600);
    List<Sent> tries = net.sent(net.a, Messages.INITIATION);
    assertThat(tries.size()).isBetween(17, 19);
    assertThat(tries.getLast().at() - tries.getFirst().at()).isLessThan(SECONDS.toNanos(90));
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < tries.size(); i++) {
      gaps.add(tries.get(i).at() - tries.get(i - 1).at());
    }
    assertThat(gaps)
        .allSatisfy(
            gap ->
                assertThat(gap)
                    .isBetween(SECONDS.toNanos(5), SECONDS.toNanos(5) + MILLISECONDS.toNanos(333)));
    assertThat(gaps.stream().distinct().count()).isGreaterThan(10);
    assertThat(net.a.events).contains(Event.HANDSHAKE_GIVEN_UP);
    assertThat(peer(net.a).staged.isEmpty()).isTrue();
  }

  @Test
  void aNewPacketStartsTryingAgain() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(600);
    net.loses = sent -> false;
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).hasSize(1);
  }

  @Test
  void afterGivingUpWhatIsLeftIsZeroedIn540Seconds() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(630);
    assertThat(net.a.events).doesNotContain(Event.KEYS_ZEROED);
    net.pass(10);
    assertThat(net.a.events).contains(Event.KEYS_ZEROED);
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void noTwoInitiationsWithinFiveSecondsNorAfterAResponse() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.send(net.a, PACKET);
    net.passNanos(SECONDS.toNanos(5) - 1);
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);

    net.receive(net.b, net.log.getFirst().bytes(), net.a.address);
    net.log.clear();
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.b, Messages.INITIATION)).isEmpty();
  }

  @Test
  void dataWithoutAnAnswerFor15SecondsBeginsANewHandshake() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.log.clear();
    net.passNanos(SECONDS.toNanos(15) - 1);
    assertThat(net.sent(net.a, Messages.INITIATION)).isEmpty();
    net.passNanos(MILLISECONDS.toNanos(334));
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    assertThat(net.a.events).contains(Event.STOPPED_HEARING);
  }

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
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(1);
    net.pass(10);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(2);
    net.pass(50);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(2);
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
  void keysAreZeroedAfter540Seconds() {
    net.send(net.a, PACKET);
    Keypair keypair = session(net.a);
    net.loses = sent -> true;
    net.passNanos(SECONDS.toNanos(540) - 1);
    assertThat(keypair.keys.sending().isDestroyed()).isFalse();
    net.passNanos(1);
    assertThat(keypair.keys.sending().isDestroyed()).isTrue();
    assertThat(keypair.keys.receiving().isDestroyed()).isTrue();
    assertThat(keypair.keys.receiving().getEncoded()).containsOnly(0);
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void closingZeroesEveryKey() {
    Secret psk = Secret.generate(new Random(7));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(psk));
    net.configure(net.b, net.a, new PeerChange.PresharedKey(psk));
    net.send(net.a, PACKET);
    Keypair keypair = session(net.a);
    Secret identity = Objects.requireNonNull(net.a.wireGuard.privateKey());
    Secret shared = net.a.peer(net.b).presharedKey();
    assertThat(shared.isZero()).isFalse();
    net.a.wireGuard.close();
    assertThat(keypair.keys.sending().getEncoded()).containsOnly(0);
    assertThat(keypair.keys.receiving().getEncoded()).containsOnly(0);
    assertThat(identity.isZero()).isTrue();
    assertThat(shared.isZero()).isTrue();
  }

  @Test
  void packetsDuringARekeyAreNotLost() {
    net.send(net.a, PACKET);
    for (int i = 0; i < 1000; i++) {
      net.pass(1);
      net.send(net.a, PACKET);
      net.send(net.b, ANSWER);
    }
    assertThat(net.b.delivered).hasSize(1001);
    assertThat(net.a.delivered).hasSize(1000);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(9);
    assertThat(net.sent(net.b, Messages.INITIATION)).isEmpty();
  }

  @Test
  void anIdleTunnelSetsNoTimers() {
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    net.send(net.a, PACKET);
    net.pass(600);
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(net.b.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  private static Keypair session(Side side) {
    return Objects.requireNonNull(peer(side).keypairs.current());
  }

  private static Peer peer(Side side) {
    return side.state.peers.values().iterator().next();
  }
}
