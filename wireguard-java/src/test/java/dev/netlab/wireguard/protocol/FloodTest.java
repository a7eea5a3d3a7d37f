package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Replay and flood: what whitepaper sections 5.1, 5.3 and 5.4.7 ask for. */
class FloodTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();

  /** Initiations of a's, each made by a new handshake, none delivered. */
  private List<byte[]> initiations(int count, long gapNanos) {
    net.loses = sent -> true;
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      net.log.clear();
      net.now += gapNanos;
      net.a.peer().handshake.allowAtOnce();
      List<Action> actions = new ArrayList<>();
      net.a.peer().handshake.initiate(net.now, actions);
      net.perform(net.a, actions);
      made.add(net.log.getLast().bytes());
    }
    net.settle();
    net.log.clear();
    return made;
  }

  @Test
  void atMost50InitiationsASecondAreAnsweredForAPeer() {
    List<byte[]> made = initiations(20, MILLISECONDS.toNanos(20));
    long answeredAt = net.now;
    for (byte[] initiation : made) {
      net.receive(net.b, initiation, net.a.address);
      net.now += MILLISECONDS.toNanos(10);
    }
    // one every 20 ms of the 200 ms that this took, less the one that came at exactly 20 ms
    int answers = net.sent(net.b, Messages.RESPONSE).size();
    assertThat(answers).isBetween(6, 10);
    assertThat(net.now - answeredAt).isEqualTo(MILLISECONDS.toNanos(200));
  }

  @Test
  void theNextInitiationIsAnsweredAfter20MillisecondsWhateverOtherPeersSend() {
    List<byte[]> made = initiations(2, MILLISECONDS.toNanos(20));
    Side other = new Side(3, "192.0.2.3:3000", net);
    net.introduce(other, net.b, "10.0.0.2/32");
    net.introduce(net.b, other, "10.0.0.3/32");
    net.sendOnly(other, PACKET);
    byte[] others = net.log.getLast().bytes();
    net.receive(net.b, made.get(0), net.a.address);
    net.receive(net.b, others, other.address);
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSize(2);
    net.now += MILLISECONDS.toNanos(20);
    net.receive(net.b, made.get(1), net.a.address);
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSize(2);
    net.now++;
    net.receive(net.b, made.get(1), net.a.address);
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSize(3);
  }

  @Test
  void timestampsAreRoundedSoThatTheyTellNoExactTime() {
    byte[] stamp = Tai64n.of(1_700_000_000L * 1_000_000_000L + 999_999_999);
    assertThat(stamp).startsWith(0x40, 0, 0, 0, 0x65, 0x53, 0xf1, 0x0a);
    int nanos =
        (stamp[8] & 255) << 24
            | (stamp[9] & 255) << 16
            | (stamp[10] & 255) << 8
            | (stamp[11] & 255);
    assertThat(nanos).isEqualTo(999_999_999 & ~0xffffff);
    byte[] later = Tai64n.of(1_700_000_001L * 1_000_000_000L);
    assertThat(Tai64n.isAfter(later, stamp)).isTrue();
    assertThat(Tai64n.isAfter(stamp, stamp)).isFalse();
    assertThat(Tai64n.isAfter(stamp, later)).isFalse();
  }

  @Test
  void aWrongMac1IsNotAnsweredAlsoUnderLoad() {
    byte[] initiation = initiations(1, MILLISECONDS.toNanos(20)).getFirst();
    initiation[120] ^= 1;
    net.receive(net.b, initiation, net.a.address);
    assertThat(net.log).isEmpty();
    underLoad();
    net.receive(net.b, initiation, net.a.address);
    assertThat(net.log).isEmpty();
    initiation[120] ^= 1;
    net.receive(net.b, initiation, net.a.address);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
  }

  @Test
  void aResponseWithAWrongMac1IsNotTaken() {
    net.loses = sent -> sent.type() == Messages.RESPONSE;
    net.send(net.a, PACKET);
    byte[] response = net.log.getLast().bytes();
    byte[] wrong = response.clone();
    wrong[60] ^= 1;
    net.receive(net.a, wrong, net.b.address);
    assertThat(net.sent(net.a, Messages.DATA)).isEmpty();
    net.receive(net.a, response, net.b.address);
    assertThat(net.sent(net.a, Messages.DATA)).hasSize(1);
  }

  @Test
  void loadIsAnEighthOfTheQueue() {
    List<byte[]> made = initiations(2, MILLISECONDS.toNanos(20));
    work(511);
    net.receive(net.b, made.get(0), net.a.address);
    assertThat(net.log).extracting(Sent::type).containsExactly(Messages.RESPONSE);
    work(512);
    net.receive(net.b, made.get(1), net.a.address);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
  }

  @Test
  void underLoadACookieIsAskedForAndAMessageWithItIsAnswered() {
    underLoad();
    net.loses = sent -> false;
    net.send(net.a, PACKET);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY).getFirst().bytes()).hasSize(64);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY).getFirst().tos()).isEqualTo(0x88);
    assertThat(net.sent(net.b, Messages.RESPONSE)).isEmpty();
    assertThat(net.a.events).contains(LogEvent.COOKIE_RECEIVED);
    // The message is not sent again for the cookie, but at its time.
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
    net.passNanos(SECONDS.toNanos(5) - MILLISECONDS.toNanos(500));
    underLoad();
    net.passNanos(MILLISECONDS.toNanos(834));
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSize(1);
    assertThat(net.b.delivered).hasSize(1);
  }

  @Test
  void responsesNeedACookieUnderLoadToo() {
    net.sendOnly(net.b, ipv4("10.0.0.2", "10.0.0.1", 84));
    underLoad();
    net.loses = sent -> false;
    net.settle();
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY).getFirst().to()).isEqualTo(net.a.address);
    assertThat(net.a.events).contains(LogEvent.COOKIE_RECEIVED);
  }

  @Test
  void underLoadASourceWithACookieIsStillLimited() {
    List<byte[]> made = initiations(20, MILLISECONDS.toNanos(21));
    underLoad();
    Cookies.Checker checker = Objects.requireNonNull(net.b.state.cookies);
    Cookies.Generator generator = new Cookies.Generator(net.b.publicKey);
    for (byte[] initiation : made) {
      generator.addMacs(initiation, net.now);
      generator.consume(checker.reply(initiation, net.a.address, net.now), net.now);
      generator.addMacs(initiation, net.now);
      net.receive(net.b, initiation, net.a.address);
      net.now += MILLISECONDS.toNanos(21);
    }
    // five at once and one every 50 ms of 420
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSizeBetween(12, 13);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).isEmpty();
  }

  @Test
  void loadIsOverOneSecondAfterTheQueueWasLong() {
    underLoad();
    net.passNanos(SECONDS.toNanos(1) - 1);
    net.send(net.a, PACKET);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
    net.passNanos(1);
    net.receive(net.b, net.log.getFirst().bytes(), net.a.address);
    assertThat(net.sent(net.b, Messages.RESPONSE)).hasSize(1);
    net.pass(6);
    assertThat(net.sent(net.b, Messages.COOKIE_REPLY)).hasSize(1);
    assertThat(net.b.delivered).hasSize(1);
  }

  @Test
  void theQueueIsBounded() {
    byte[] initiation = initiations(1, MILLISECONDS.toNanos(20)).getFirst();
    for (int i = 0; i < 10_000; i++) {
      queue(net.b, initiation, net.a.address);
    }
    List<Action> actions = new ArrayList<>();
    int worked = 0;
    while (net.b.wireGuard.hasHandshakes()) {
      net.b.wireGuard.handshakes(1, net.now, actions);
      worked++;
    }
    assertThat(worked).isEqualTo(4096);
  }

  /** Fills b's queue so that it is under load now. */
  private void underLoad() {
    work(512);
  }

  /** Has b work on so many handshake messages of a stranger's. */
  private void work(int waiting) {
    Side stranger = new Side(77, "192.0.2.77:77", net);
    net.introduce(stranger, net.b, "10.0.0.2/32");
    List<Action> actions = new ArrayList<>();
    stranger.wireGuard.send(Side.packet(PACKET), net.now, actions);
    byte[] initiation =
        actions.stream()
            .filter(Action.SendDatagram.class::isInstance)
            .map(action -> ((Action.SendDatagram) action).datagram().toBytes())
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < waiting; i++) {
      queue(net.b, initiation, stranger.address);
    }
    net.b.wireGuard.handshakes(Integer.MAX_VALUE, net.now, new ArrayList<>());
  }

  private void queue(Side side, byte[] message, Endpoint from) {
    side.wireGuard.receive(
        new PacketView(message.clone(), 0, message.length), from, 0, net.now, new ArrayList<>());
  }

  @Test
  void cookieRepliesDoNotMoveTheEndpoint() {
    net.send(net.a, PACKET);
    net.pass(130);
    underLoadOf(net.b);
    net.loses = sent -> sent.type() == Messages.COOKIE_REPLY;
    net.send(net.a, PACKET);
    net.log.clear();
    net.a.peer().handshake.allowAtOnce();
    net.send(net.a, PACKET);
    Sent reply = net.sent(net.b, Messages.COOKIE_REPLY).getFirst();
    net.receive(net.a, reply.bytes(), Endpoint.parse("203.0.113.1:1"));
    assertThat(net.a.events).contains(LogEvent.COOKIE_RECEIVED);
    assertThat(net.a.peer(net.b).endpoint()).isEqualTo(net.b.address);
  }

  private void underLoadOf(Side side) {
    assertThat(side).isSameAs(net.b);
    underLoad();
  }
}
