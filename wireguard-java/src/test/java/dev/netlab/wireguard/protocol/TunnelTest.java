package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static dev.netlab.wireguard.protocol.Network.ipv6;
import static dev.netlab.wireguard.protocol.Network.ones;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    assertThat(net.a.peer(net.b).sentBytes()).isEqualTo(148 + 128 + 32);
    assertThat(net.b.peer(net.a).receivedBytes()).isEqualTo(148 + 128 + 32);
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
  void paddingIsOfZeros() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    PacketView packet = Side.packet(PACKET);
    Arrays.fill(packet.array(), WireGuard.HEADROOM + 84, packet.array().length, (byte) 0x55);
    List<Action> actions = new ArrayList<>();
    net.a.wireGuard.send(packet, net.now, actions);
    net.perform(net.a, actions);
    byte[] datagram = net.log.getLast().bytes().clone();
    net.b.wireGuard.receive(
        new PacketView(datagram, 0, datagram.length), net.a.address, 0, net.now, new ArrayList<>());
    assertThat(Arrays.copyOfRange(datagram, 16, 16 + 84)).isEqualTo(PACKET);
    assertThat(Arrays.copyOfRange(datagram, 16 + 84, 16 + 96)).containsOnly(0);
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
    assertThat(net.b.events.stream().filter(LogEvent.SOURCE_NOT_ALLOWED::equals)).hasSize(3);
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
  void everyKindOfMessageMovesTheEndpoint() {
    Endpoint elsewhere = Endpoint.parse("203.0.113.9:9");
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.receive(net.b, net.log.getLast().bytes(), elsewhere);
    assertThat(net.log.getLast().to()).as("the response goes there").isEqualTo(elsewhere);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(elsewhere);
    net.receive(net.a, net.log.getLast().bytes(), elsewhere);
    assertThat(net.log.getLast().to()).as("the first data goes there").isEqualTo(elsewhere);
    net.receive(net.b, net.log.getLast().bytes(), net.a.address);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(net.a.address);
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    assertThat(net.log.getLast().bytes()).hasSize(Messages.KEEPALIVE_SIZE);
    net.receive(net.b, net.log.getLast().bytes(), elsewhere);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(elsewhere);
  }

  @Test
  void whatIsNoPacketIsDroppedButAnsweredByAKeepalive() {
    net.send(net.a, PACKET);
    net.send(net.b, ANSWER);
    byte[] version5 = PACKET.clone();
    version5[0] = 0x55;
    byte[] short4 = Arrays.copyOf(PACKET, 19);
    byte[] short6 = Arrays.copyOf(ipv6("fd00::1", "fd00::2", 40), 24);
    byte[] long6 = Arrays.copyOf(ipv6("fd00::1", "fd00::2", 200), 100);
    net.log.clear();
    for (byte[] bytes : List.of(version5, short4, short6, long6)) {
      List<Action> actions = new ArrayList<>();
      Peer peer = net.a.peer();
      peer.sender.send(Side.packet(bytes), net.now, actions);
      net.perform(net.a, actions);
      net.settle();
    }
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.events.stream().filter(LogEvent.PACKET_INVALID::equals)).hasSize(4);
    net.pass(10);
    assertThat(net.sent(net.b, Messages.DATA)).hasSize(1);
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
  void whatWaitsAtTheResponderGoesOnceTheSessionIsConfirmed() {
    net.loses = sent -> sent.from() == net.b && sent.type() == Messages.INITIATION;
    net.send(net.b, ANSWER);
    net.send(net.a, PACKET);
    assertThat(net.a.delivered).containsExactly(ANSWER);
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
}
