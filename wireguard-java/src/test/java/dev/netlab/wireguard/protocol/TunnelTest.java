package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static dev.netlab.wireguard.protocol.Network.ipv6;
import static dev.netlab.wireguard.protocol.Network.ones;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets through a tunnel, and what must not get through. */
class TunnelTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);
  private static final byte[] ANSWER = ipv4("10.0.0.2", "10.0.0.1", 84);

  private final Network net = new Network();

  @Test
  void theFirstPacketMakesASessionAndArrives() {
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).containsExactly(PACKET);
    assertThat(net.log).extracting(Sent::type).containsExactly(1, 2, 4);
    assertThat(net.log).extracting(sent -> sent.bytes().length).containsExactly(148, 92, 128);
    net.send(net.b, ANSWER);
    assertThat(net.a.delivered).containsExactly(ANSWER);
    byte[] six = ipv6("fd00::1", "fd00::2", 100);
    net.send(net.a, six);
    assertThat(net.b.delivered).containsExactly(PACKET, six);
  }

  @Test
  void countersAreThoseOfWholeDatagrams() {
    net.send(net.a, PACKET);
    assertThat(net.a.peer(net.b).sentBytes()).isEqualTo(148 + 128);
    assertThat(net.a.peer(net.b).receivedBytes()).isEqualTo(92);
    assertThat(net.b.peer(net.a).sentBytes()).isEqualTo(92);
    assertThat(net.b.peer(net.a).receivedBytes()).isEqualTo(148 + 128);
    assertThat(net.a.peer(net.b).lastHandshake()).isEqualTo(net.unixNanos());
    assertThat(net.b.peer(net.a).lastHandshake()).isEqualTo(net.unixNanos());
  }

  @Test
  void dataIsPaddedToSixteenButNotBeyondTheMtu() {
    net.send(net.a, PACKET);
    for (int[] sizes :
        new int[][] {{84, 96}, {96, 96}, {97, 112}, {1411, 1420}, {1420, 1420}, {2840, 2840}}) {
      net.log.clear();
      net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", sizes[0]));
      assertThat(net.log.getFirst().bytes()).hasSize(sizes[1] + 32);
      assertThat(net.b.delivered.getLast()).hasSize(sizes[0]);
    }
  }

  @Test
  void aSourceThatIsNotThePeersIsDropped() {
    net.send(net.a, PACKET);
    net.b.delivered.clear();
    net.send(net.a, ipv4("10.9.9.9", "10.0.0.2", 84));
    net.send(net.a, ipv6("fd99::1", "fd00::2", 84));
    net.introduce(net.b, new Side(3, "192.0.2.3:3", net), "10.0.0.3/32");
    net.send(net.a, ipv4("10.0.0.3", "10.0.0.2", 84));
    assertThat(net.b.delivered).isEmpty();
    assertThat(net.b.events.stream().filter(Event.SOURCE_NOT_ALLOWED::equals)).hasSize(3);
  }

  @Test
  void aPacketWithAWrongLengthIsDropped() {
    net.send(net.a, PACKET);
    net.b.delivered.clear();
    byte[] tooLong = PACKET.clone();
    tooLong[3] = (byte) 200;
    net.send(net.a, tooLong);
    byte[] tooShort = PACKET.clone();
    tooShort[3] = 19;
    net.send(net.a, tooShort);
    assertThat(net.b.delivered).isEmpty();
  }

  @Test
  void copiesForgeriesAndRubbishChangeNothing() {
    net.send(net.a, PACKET);
    byte[] data = net.log.getLast().bytes();
    net.receive(net.b, data, net.a.address);
    byte[] forged = data.clone();
    Messages.putLong(forged, Messages.COUNTER, 7);
    net.receive(net.b, forged, net.a.address);
    for (int length : new int[] {0, 1, 3, 4, 31, 32, 63, 64, 91, 92, 147, 148, 149, 2000}) {
      for (int type = 0; type < 6; type++) {
        byte[] rubbish = new byte[length];
        if (length > 0) {
          rubbish[0] = (byte) type;
        }
        net.receive(net.b, rubbish, Endpoint.parse("203.0.113.9:9"));
      }
    }
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    byte[] fresh = net.log.getLast().bytes();
    byte[] reserved = fresh.clone();
    reserved[2] = 1;
    net.receive(net.b, reserved, net.a.address);
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(net.a.address);
    assertThat(net.b.peer(net.a).receivedBytes()).isEqualTo(148 + 128);
    net.receive(net.b, fresh, net.a.address);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void randomDatagramsAndAlteredMessagesChangeNothing() {
    net.send(net.a, PACKET);
    List<byte[]> messages = net.log.stream().map(Sent::bytes).toList();
    Random random = new Random(5);
    Endpoint stranger = Endpoint.parse("203.0.113.9:9");
    PeerStatus before = net.b.peer(net.a);
    net.log.clear();
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
      } else {
        bytes = messages.get(random.nextInt(3)).clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      net.receive(net.b, bytes, stranger);
      net.receive(net.a, bytes, stranger);
    }
    assertThat(net.log).isEmpty();
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.peer(net.a)).isEqualTo(before);
    assertThat(net.b.state.indices.size()).isEqualTo(1);
  }

  @Test
  void messagesOutOfOrderAreAccepted() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.log.clear();
    for (int i = 0; i < 100; i++) {
      net.send(net.a, PACKET);
    }
    for (Sent sent : net.log.reversed()) {
      net.receive(net.b, sent.bytes(), net.a.address);
      net.receive(net.b, sent.bytes(), net.a.address);
    }
    assertThat(net.b.delivered).hasSize(101);
  }

  @Test
  void anAuthenticMessageMovesTheEndpointWhateverIsInIt() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.send(net.a, ipv4("10.9.9.9", "10.0.0.2", 84));
    Endpoint elsewhere = Endpoint.parse("[2001:db8::7]:7");
    net.receive(net.b, net.log.getLast().bytes(), elsewhere);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(elsewhere);
    net.send(net.b, ANSWER);
    assertThat(net.log.getLast().to()).isEqualTo(elsewhere);
  }

  @Test
  void anOldInitiationIsNotAnswered() {
    net.send(net.a, PACKET);
    byte[] initiation = net.log.getFirst().bytes();
    net.pass(30);
    net.log.clear();
    Endpoint elsewhere = Endpoint.parse("203.0.113.9:9");
    net.receive(net.b, initiation, elsewhere);
    assertThat(net.log).isEmpty();
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(net.a.address);
  }

  @Test
  void aStrangerGetsNoAnswer() {
    net.b.wireGuard.removePeer(net.a.publicKey);
    net.send(net.a, PACKET);
    assertThat(net.log).hasSize(1);
    assertThat(net.b.delivered).isEmpty();
  }

  @Test
  void crossingInitiationsLeaveBothSidesAbleToRead() {
    net.sendOnly(net.a, PACKET);
    net.sendOnly(net.b, ANSWER);
    net.settle();
    assertThat(net.b.delivered).containsExactly(PACKET);
    assertThat(net.a.delivered).containsExactly(ANSWER);
    net.send(net.a, PACKET);
    net.send(net.b, ANSWER);
    assertThat(net.b.delivered).hasSize(2);
    assertThat(net.a.delivered).hasSize(2);
  }

  @Test
  void theOldestOf129StagedPacketsIsDropped() {
    net.loses = sent -> true;
    for (int i = 0; i < 129; i++) {
      net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 20 + i));
    }
    net.loses = sent -> false;
    net.pass(6);
    assertThat(net.b.delivered).hasSize(128);
    assertThat(net.b.delivered.getFirst()).hasSize(21);
    assertThat(net.b.delivered.getLast()).hasSize(148);
  }

  @Test
  void withoutDataTheInitiatorConfirmsWithAKeepalive() {
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    assertThat(net.log).extracting(sent -> sent.bytes().length).containsExactly(148, 92, 32);
    assertThat(net.b.delivered).isEmpty();
    assertThat(net.b.peer(net.a).lastHandshake()).isNotZero();
  }

  @Test
  void theResponderDoesNotSendBeforeItHeardFromTheInitiator() {
    net.loses = sent -> sent.type() == Messages.DATA;
    net.send(net.a, PACKET);
    net.log.clear();
    net.send(net.b, ANSWER);
    assertThat(net.sent(net.b, Messages.DATA)).isEmpty();
    assertThat(net.b.peer(net.a).lastHandshake()).isZero();
  }

  @Test
  void ecnGoesOutwardAndComesBackInwardAndDscpDoesNot() {
    net.send(net.a, PACKET);
    assertThat(net.log).extracting(Sent::tos).containsExactly(0x88, 0x88, 0);
    byte[] capable = PACKET.clone();
    capable[1] = (byte) (0xb8 | 2);
    net.loses = sent -> true;
    net.send(net.a, capable);
    assertThat(net.log.getLast().tos()).isEqualTo(2);
    net.receive(net.b, net.log.getLast().bytes(), net.a.address, 3);
    assertThat(net.b.delivered.getLast()[1]).isEqualTo((byte) (0xb8 | 3));
    assertThat(ones(net.b.delivered.getLast(), 0, 20)).isEqualTo(ones(capable, 0, 20));
    net.send(net.a, PACKET);
    int before = net.b.delivered.size();
    net.receive(net.b, net.log.getLast().bytes(), net.a.address, 3);
    assertThat(net.b.delivered).hasSize(before);
  }

  @Test
  void aDownInterfaceForgetsItsKeysAndAnswersNobody() {
    net.send(net.a, PACKET);
    net.b.wireGuard.down();
    net.log.clear();
    net.send(net.a, PACKET);
    net.pass(30);
    assertThat(net.sent(net.b, Messages.RESPONSE)).isEmpty();
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void indicesOfForgottenPeersAreFreed() {
    net.send(net.a, PACKET);
    net.a.wireGuard.removeAllPeers();
    assertThat(net.a.wireGuard.peers()).isEmpty();
    net.receive(net.a, net.log.getLast().bytes(), net.b.address);
    assertThat(net.a.wireGuard.nextDeadline()).isLessThan(Long.MAX_VALUE);
    net.pass(1000);
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aMessagesCounterIsLittleEndianAndCountsUp() {
    net.send(net.a, PACKET);
    net.send(net.a, PACKET);
    ByteBuffer data = ByteBuffer.wrap(net.log.getLast().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(data.getInt(0)).isEqualTo(4);
    assertThat(data.getLong(8)).isEqualTo(1);
  }
}
