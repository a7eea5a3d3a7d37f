package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.noise.HandshakeInitiator;
import dev.netlab.wireguard.noise.StaticIdentity;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Private and preshared keys that are set, changed and taken while peers talk. */
class KeyChangesTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();

  @Test
  void aPresharedKeyMustBeTheSameOnBothSides() {
    Secret psk = Secret.parseHex("42".repeat(32));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(psk));
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).isEmpty();
    net.configure(net.b, net.a, new PeerChange.PresharedKey(psk));
    net.pass(6);
    assertThat(net.b.delivered).containsExactly(PACKET);
  }

  @Test
  void aChangedPresharedKeyCountsFromTheNextHandshake() {
    net.send(net.a, PACKET);
    Secret psk = Secret.parseHex("42".repeat(32));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(psk));
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void ourOwnKeyIsNobodysPeer() {
    net.configure(net.a, net.a, new PeerChange.PersistentKeepalive(1));
    assertThat(net.a.wireGuard.peers()).hasSize(1);
    net.a.wireGuard.privateKey(net.b.secret, net.now, new ArrayList<>());
    assertThat(net.a.wireGuard.peers()).isEmpty();
  }

  @Test
  void anotherPrivateKeyEndsSendingUntilTheNextHandshake() {
    net.send(net.a, PACKET);
    Side other = new Side(9, "192.0.2.9:9", net);
    net.a.wireGuard.privateKey(other.secret, net.now, new ArrayList<>());
    net.log.clear();
    net.send(net.a, PACKET);
    assertThat(net.log).extracting(Sent::type).containsExactly(1);
    assertThat(net.b.delivered).hasSize(1);
    net.introduce(net.b, other, "10.0.0.1/32");
    net.configure(net.b, other, new PeerChange.SetEndpoint(net.a.address));
    net.pass(6);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void withoutAPrivateKeyNothingHappensAndALateOneStartsKeepalives() {
    net.a.wireGuard.privateKey(Secret.zero(), net.now, new ArrayList<>());
    assertThat(net.a.wireGuard.privateKey()).isNull();
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    net.send(net.a, PACKET);
    net.pass(100);
    assertThat(net.log).isEmpty();
    List<Action> actions = new ArrayList<>();
    net.a.wireGuard.privateKey(Secret.copyOf(secretOf(1), 0), net.now, actions);
    net.perform(net.a, actions);
    net.settle();
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(1);
  }

  @Test
  void anotherPrivateKeyStillReadsWhatIsOnItsWayAndTheSameOneChangesNothing() {
    net.send(net.a, PACKET);
    net.a.wireGuard.privateKey(net.a.secret, net.now, new ArrayList<>());
    net.log.clear();
    net.send(net.a, PACKET);
    assertThat(net.log).extracting(Sent::type).containsExactly(4);
    net.a.wireGuard.privateKey(Secret.generate(new Random(9)), net.now, new ArrayList<>());
    net.send(net.b, ipv4("10.0.0.2", "10.0.0.1", 84));
    assertThat(net.a.delivered).hasSize(1);
  }

  @Test
  void aPrivateKeyIsClamped() {
    net.a.wireGuard.privateKey(Secret.parseHex("ff".repeat(32)), net.now, new ArrayList<>());
    assertThat(net.a.wireGuard.privateKey())
        .isEqualTo(Secret.parseHex("f8" + "ff".repeat(30) + "7f"));
  }

  @Test
  void aPresharedKeyOfZerosIsNone() {
    net.configure(net.a, net.b, new PeerChange.PresharedKey(Secret.zero()));
    net.send(net.a, PACKET);
    assertThat(net.b.delivered).hasSize(1);
  }

  /** Whoever does not need its private key would know the shared secret of zeros. */
  @Test
  void aPeerWithAPointOfLowOrderForAKeyIsNobody() {
    PublicKey nobody = PublicKey.copyOf(new byte[32], 0);
    net.b.wireGuard.configure(nobody, Side.allowed("10.0.0.3/32"), net.now, new ArrayList<>());
    byte[] noise =
        Objects.requireNonNull(
                HandshakeInitiator.start(
                    net.a.state.handshakes,
                    Handshake.PROLOGUE,
                    new StaticIdentity(Secret.zero(), nobody),
                    net.b.publicKey,
                    Secret.zero(),
                    Secret.parseHex("11".repeat(32)),
                    Tai64n.of(net.unixNanos())))
            .message();
    byte[] message = new byte[Messages.INITIATION_SIZE];
    Messages.putInt(message, 0, Messages.INITIATION);
    System.arraycopy(noise, 0, message, Messages.INITIATION_NOISE, noise.length);
    new Cookies.Generator(net.b.publicKey).addMacs(message, net.now);
    net.receive(net.b, message, Endpoint.parse("203.0.113.9:9"));
    assertThat(net.b.wireGuard.peers().getLast().publicKey()).isEqualTo(nobody);
    assertThat(net.b.wireGuard.peers().getLast().endpoint()).isNull();
  }

  private static byte[] secretOf(int seed) {
    return Secret.generate(new Random(seed)).bytes();
  }
}
