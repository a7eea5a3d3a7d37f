package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeReceived;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeSent;
import dev.netlab.wireguard.protocol.PacketEvent.NotDelivered;
import dev.netlab.wireguard.protocol.PacketEvent.NotOpened;
import dev.netlab.wireguard.protocol.PacketEvent.NotSealed;
import dev.netlab.wireguard.protocol.PacketEvent.Opened;
import dev.netlab.wireguard.protocol.PacketEvent.Sealed;
import dev.netlab.wireguard.protocol.PacketEvent.SessionBegun;
import dev.netlab.wireguard.protocol.PacketEvent.Staged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an interface tells of packets and messages while it is watched. */
class PacketEventTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 300);
  private static final PacketPrefix BEGINNING = excerpt(PACKET);

  private final Network net = new Network();

  @BeforeEach
  void watch() {
    net.a.wireGuard.watch();
    net.b.wireGuard.watch();
  }

  private static PacketPrefix excerpt(byte[] packet) {
    return PacketPrefix.of(Side.packet(packet));
  }

  private void forget() {
    net.log.clear();
    net.a.observations.clear();
    net.b.observations.clear();
  }

  @Test
  void theFirstPacketWaitsForTheHandshakeAndIsToldAgainWhenSealed() {
    net.send(net.a, PACKET);
    byte[] response = net.sent(net.b, Messages.RESPONSE).getFirst().bytes();
    int ours = Messages.getInt(response, Messages.RESPONSE_RECEIVER);
    int theirs = Messages.getInt(response, Messages.SENDER);
    Endpoint b = net.b.address;
    PacketEvent.Transport transport = new PacketEvent.Transport(net.b.publicKey, b, theirs, 0);
    assertThat(net.a.observations)
        .containsExactly(
            new Staged(BEGINNING, net.b.publicKey),
            new HandshakeSent(HandshakeMessage.INITIATION, net.b.publicKey, b, ours, 0),
            new HandshakeReceived(HandshakeMessage.RESPONSE, net.b.publicKey, b, theirs, ours),
            new SessionBegun(net.b.publicKey, ours, theirs),
            new Sealed(BEGINNING, transport));
    Endpoint a = net.a.address;
    assertThat(net.b.observations)
        .containsExactly(
            new HandshakeReceived(HandshakeMessage.INITIATION, net.a.publicKey, a, ours, 0),
            new HandshakeSent(HandshakeMessage.RESPONSE, net.a.publicKey, a, theirs, ours),
            new SessionBegun(net.a.publicKey, theirs, ours),
            new Opened(BEGINNING, new PacketEvent.Transport(net.a.publicKey, a, theirs, 0)));
    assertThat(BEGINNING.bytes()).hasSize(PacketPrefix.MOST);
    assertThat(BEGINNING.length()).isEqualTo(300);
  }

  @Test
  void nothingIsToldToNobody() {
    net.a.wireGuard.unwatch();
    net.send(net.a, PACKET);
    net.send(net.a, ipv4("10.0.0.1", "10.9.9.9", 84));
    assertThat(net.a.observations).isEmpty();
  }

  @Test
  void packetsThatCannotBeSentSayWhy() {
    byte[] elsewhere = ipv4("10.0.0.1", "10.9.9.9", 84);
    byte[] rubbish = new byte[30];
    Side homeless = new Side(3, "192.0.2.3:3000", net);
    net.a.wireGuard.configure(
        homeless.publicKey, Side.allowed("10.0.0.3/32"), net.now, new ArrayList<>());
    byte[] unreachable = ipv4("10.0.0.1", "10.0.0.3", 84);
    net.send(net.a, elsewhere);
    net.send(net.a, rubbish);
    net.send(net.a, unreachable);
    net.a.wireGuard.down();
    net.send(net.a, PACKET);
    assertThat(net.a.observations)
        .containsExactly(
            new NotSealed(excerpt(elsewhere), DropReason.NO_PEER, null),
            new NotSealed(excerpt(rubbish), DropReason.NOT_IP, null),
            new NotSealed(excerpt(unreachable), DropReason.NO_ENDPOINT, homeless.publicKey),
            new NotSealed(BEGINNING, DropReason.INTERFACE_DOWN, null));
  }

  @Test
  void aHandshakeThatIsNotAnsweredIsSeenToWaitAndLosesItsPackets() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    assertThat(net.a.peer(net.b).handshaking()).isTrue();
    assertThat(net.a.peer(net.b).staged()).isEqualTo(1);
    net.pass(100);
    assertThat(net.a.observations.getLast())
        .isEqualTo(new NotSealed(BEGINNING, DropReason.HANDSHAKE_UNANSWERED, net.b.publicKey));
    assertThat(net.a.peer(net.b).staged()).isZero();
  }

  @Test
  void theOldestOfTooManyStagedPacketsIsNamed() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    for (int i = 0; i < Limits.STAGED_PACKETS; i++) {
      net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 84));
    }
    assertThat(net.a.observations)
        .contains(new NotSealed(BEGINNING, DropReason.TOO_MANY_STAGED, net.b.publicKey))
        .filteredOn(NotSealed.class::isInstance)
        .hasSize(1);
  }

  @Test
  void aSourceThatIsNotThePeersIsOpenedButNotDelivered() {
    net.send(net.a, PACKET);
    forget();
    byte[] forged = ipv4("10.0.0.9", "10.0.0.2", 84);
    net.send(net.a, forged);
    Sealed sealed = (Sealed) net.a.observations.getFirst();
    assertThat(net.b.observations)
        .containsExactly(
            new NotDelivered(
                excerpt(forged),
                DropReason.SOURCE_NOT_ALLOWED,
                new PacketEvent.Transport(
                    net.a.publicKey, net.a.address, sealed.transport().receiver(), 1)));
    assertThat(net.b.delivered).hasSize(1);
  }

  @Test
  void datagramsThatAreNotTakenSayWhy() {
    net.send(net.a, PACKET);
    byte[] data = net.sent(net.a, Messages.DATA).getFirst().bytes();
    byte[] altered = data.clone();
    altered[8] = 9;
    byte[] unknown = data.clone();
    unknown[4] ^= 1;
    byte[] rubbish = {4, 0, 0, 0, 1};
    forget();
    for (byte[] bytes : List.of(data, altered, unknown, rubbish)) {
      net.receive(net.b, bytes, net.a.address);
    }
    net.now += Limits.REJECT_AFTER_TIME;
    net.receive(net.b, altered, net.a.address);
    assertThat(net.b.observations)
        .containsExactly(
            refused(data, DropReason.REPLAYED, true),
            refused(altered, DropReason.NOT_AUTHENTIC, true),
            refused(unknown, DropReason.UNKNOWN_RECEIVER, false),
            refused(rubbish, DropReason.NOT_A_MESSAGE, false),
            refused(altered, DropReason.SESSION_EXPIRED, true));
  }

  private NotOpened refused(byte[] datagram, DropReason why, boolean isKnown) {
    return new NotOpened(excerpt(datagram), why, net.a.address, isKnown ? net.a.publicKey : null);
  }

  @Test
  void aStrangersInitiationNamesItsKey() {
    Side stranger = new Side(7, "192.0.2.7:7000", net);
    net.introduce(stranger, net.b, "10.0.0.2/32");
    net.loses = sent -> true;
    net.sendOnly(stranger, PACKET);
    byte[] initiation = net.log.getLast().bytes();
    net.receive(net.b, initiation, stranger.address);
    assertThat(net.b.observations)
        .containsExactly(
            new NotOpened(
                excerpt(initiation),
                DropReason.UNKNOWN_PEER,
                stranger.address,
                stranger.publicKey));
  }

  @Test
  void aSenderWithAnotherKeyOfOursIsTold() {
    net.b.wireGuard.privateKey(Secret.parseHex("77".repeat(32)), net.now, new ArrayList<>());
    net.send(net.a, PACKET);
    assertThat(net.b.observations)
        .extracting(each -> ((NotOpened) each).reason())
        .containsExactly(DropReason.WRONG_MAC1);
  }

  @Test
  void anotherPresharedKeyIsTold() {
    Secret psk = Secret.parseHex("42".repeat(32));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(psk));
    net.send(net.a, PACKET);
    NotOpened last = (NotOpened) net.a.observations.getLast();
    assertThat(last.reason()).isEqualTo(DropReason.HANDSHAKE_FAILED);
    assertThat(last.peer()).isEqualTo(net.b.publicKey);
  }

  @Test
  void anInitiationTwiceIsTold() {
    net.send(net.a, PACKET);
    byte[] initiation = net.sent(net.a, Messages.INITIATION).getFirst().bytes();
    forget();
    net.receive(net.b, initiation, net.a.address);
    assertThat(net.b.observations)
        .containsExactly(refused(initiation, DropReason.OLD_INITIATION, true));
  }
}
