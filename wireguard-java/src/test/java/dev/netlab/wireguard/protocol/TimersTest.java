package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    net.pass(170);
    net.loses = sent -> sent.type() == Messages.INITIATION;
    net.log.clear();
    net.send(net.b, ANSWER);
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).hasSize(2);
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
    long sent = net.a.events.stream().filter(LogEvent.INITIATION_SENT::equals).count();
    long retried = net.a.events.stream().filter(LogEvent.INITIATION_RETRIED::equals).count();
    assertThat(sent - retried).as("the first session's, and this one's").isEqualTo(2);
  }

  @Test
  void theNextSessionIsRenewedOnReceiptToo() {
    net.send(net.a, PACKET);
    for (int i = 0; i < 3; i++) {
      net.pass(166);
      net.log.clear();
      net.send(net.b, ANSWER);
      // the data, the handshake for it, and a keepalive to confirm the session
      assertThat(net.log).extracting(Sent::type).containsExactly(4, 1, 2, 4);
    }
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

  @ParameterizedTest
  @EnumSource
  void aSessionIsRenewedAfter2To60Messages(Keypair.Role role) {
    switch (role) {
      case INITIATOR -> net.send(net.a, PACKET);
      case RESPONDER -> net.send(net.b, ANSWER);
    }
    net.a.session().sendCounter = (1L << 60) - 1;
    net.pass(6);
    net.log.clear();
    net.b.delivered.clear();
    net.loses = sent -> sent.type() == Messages.INITIATION;
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).isEmpty();
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    assertThat(net.b.delivered).hasSize(2);
    net.a.session().sendCounter = Long.MIN_VALUE; // 2^63
    net.passNanos(SECONDS.toNanos(5));
    net.a.peer().timers.handshakeComplete(); // no retry: only data asks for a handshake
    net.log.clear();
    net.send(net.a, PACKET);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
  }

  @Test
  void aSessionEndsAtItsLastMessage() {
    net.send(net.a, PACKET);
    net.loses = sent -> sent.type() == Messages.INITIATION;
    net.pass(6);
    net.a.session().sendCounter = Limits.REJECT_AFTER_MESSAGES - 1;
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
    assertThat(net.a.events).contains(LogEvent.HANDSHAKE_GIVEN_UP);
    assertThat(net.a.peer().staged.isEmpty()).isTrue();
  }

  @Test
  void jitterIsOf0To333Milliseconds() {
    assertThat(retryAndRenewal(bound -> 0)).containsExactly(5_000L, 15_000L);
    assertThat(retryAndRenewal(bound -> bound - 1)).containsExactly(5_333L, 15_333L);
  }

  /** Milliseconds until an initiation is repeated, and until data without an answer begins one. */
  private static List<Long> retryAndRenewal(IntUnaryOperator draw) {
    RandomGenerator random =
        new Random() {
          private static final long serialVersionUID = 1L;

          @Override
          public int nextInt(int bound) {
            return draw.applyAsInt(bound);
          }
        };
    Deadlines retry = new Deadlines();
    new Timers(retry, random).initiationSent(0);
    Deadlines renewal = new Deadlines();
    new Timers(renewal, random).dataSent(0);
    return List.of(
        NANOSECONDS.toMillis(retry.earliest()), NANOSECONDS.toMillis(renewal.earliest()));
  }

  @Test
  void aNewPacketProlongsTheTrying() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(80);
    net.send(net.a, PACKET);
    net.pass(85);
    assertThat(net.a.events).doesNotContain(LogEvent.HANDSHAKE_GIVEN_UP);
    assertThat(net.a.peer().staged.size()).isEqualTo(2);
    net.pass(12);
    assertThat(net.a.events).contains(LogEvent.HANDSHAKE_GIVEN_UP);
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
  void aRetryWaitsForFiveSecondsAfterAResponseAndThenComes() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(4);
    net.send(net.b, ANSWER);
    net.receive(net.a, net.log.getLast().bytes(), net.b.address);
    assertThat(net.sent(net.a, Messages.RESPONSE)).hasSize(1);
    net.passNanos(SECONDS.toNanos(5) - 1);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    net.pass(2);
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(2);
  }

  @Test
  void moreDataDoesNotPutOffTheNewHandshake() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.log.clear();
    for (int i = 0; i < 4; i++) {
      net.send(net.a, PACKET);
      net.pass(4);
    }
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
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
    assertThat(net.a.events).contains(LogEvent.STOPPED_HEARING);
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
}
