package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.PacketView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When keys are zeroed. */
class ZeroingTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();

  @Test
  void afterGivingUpWhatIsLeftIsZeroedIn540Seconds() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(630);
    assertThat(net.a.events).doesNotContain(LogEvent.KEYS_ZEROED);
    net.pass(10);
    assertThat(net.a.events).contains(LogEvent.KEYS_ZEROED);
    assertThat(net.a.wireGuard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void keysAreZeroedAfter540Seconds() {
    net.send(net.a, PACKET);
    Keypair keypair = net.a.session();
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
    Keypair keypair = net.a.session();
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
  void theNextSessionPutsOffZeroingForBothSides() {
    net.send(net.a, PACKET);
    net.pass(130);
    net.send(net.a, PACKET);
    Keypair initiators = net.a.session();
    net.send(net.a, PACKET);
    Keypair responders = net.b.session();
    net.loses = sent -> true;
    net.passNanos(SECONDS.toNanos(540) - 1);
    assertThat(initiators.keys.sending().isDestroyed()).isFalse();
    assertThat(responders.keys.receiving().isDestroyed()).isFalse();
    net.passNanos(1);
    assertThat(initiators.keys.sending().isDestroyed()).isTrue();
    assertThat(responders.keys.receiving().isDestroyed()).isTrue();
    assertThat(net.a.state.indices.size()).isZero();
    assertThat(net.b.state.indices.size()).isZero();
  }

  @Test
  void anInitiationThatWaitsHasOneIndexAndNoneOnceDown() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    net.pass(30);
    assertThat(net.a.state.indices.size()).isEqualTo(1);
    net.a.wireGuard.down();
    assertThat(net.a.state.indices.size()).isZero();
    assertThat(net.a.peer(net.b).handshaking()).isFalse();
  }

  @Test
  void keysThatAreReplacedAreZeroed() {
    Secret psk = Secret.generate(new Random(7));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(psk));
    net.configure(net.a, net.b, new PeerChange.PresharedKey(Secret.zero()));
    assertThat(psk.isZero()).isTrue();
    Secret identity = Objects.requireNonNull(net.a.wireGuard.privateKey());
    net.a.wireGuard.privateKey(Secret.generate(new Random(8)), net.now, new ArrayList<>());
    assertThat(identity.isZero()).isTrue();
  }

  @Test
  void aDownInterfaceHasNothingThatWaits() {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    byte[] initiation = net.log.getLast().bytes();
    net.b.wireGuard.receive(
        new PacketView(initiation, 0, initiation.length),
        net.a.address,
        0,
        net.now,
        new ArrayList<>());
    assertThat(net.b.wireGuard.hasHandshakes()).isTrue();
    for (Side side : List.of(net.a, net.b)) {
      side.wireGuard.down();
      side.wireGuard.up(net.now, new ArrayList<>());
    }
    assertThat(net.b.wireGuard.hasHandshakes()).isFalse();
    assertThat(net.a.peer(net.b).staged()).isZero();
    net.send(net.a, PACKET); // nor does it wait for five seconds to pass
    assertThat(net.sent(net.a, Messages.INITIATION)).hasSize(2);
  }

  /** Ciphers keep what they were last given, until they are told to forget it. */
  @Test
  void nothingReachableHoldsAKeyOnceItExpiredOrTheInterfaceIsClosed() throws Exception {
    net.send(net.a, PACKET);
    net.send(net.b, ipv4("10.0.0.2", "10.0.0.1", 84));
    byte[] sending = net.a.session().keys.sending().getEncoded();
    byte[] receiving = net.b.session().keys.sending().getEncoded();
    assertThat(Reachable.from(net.a.state).holds(sending)).isTrue();
    assertThat(Reachable.from(net.a.state).holds(receiving)).isTrue();
    net.loses = sent -> true;
    net.passNanos(SECONDS.toNanos(540));
    assertThat(Reachable.from(net.a.state).holds(sending)).isFalse();
    assertThat(Reachable.from(net.a.state).holds(receiving)).isFalse();
    byte[] identity = Objects.requireNonNull(net.a.wireGuard.privateKey()).bytes().clone();
    assertThat(Reachable.from(net.a.state).holds(identity)).isTrue();
    net.a.wireGuard.close();
    assertThat(Reachable.from(net.a.state).holds(identity)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandshakesSecretsAreZeroedWhereTheyLie(boolean removed) throws Exception {
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    byte[] drawn = net.a.drawn.getLast();
    byte[] ephemeral = Arrays.copyOfRange(drawn, 1, 31); // less what is clamped
    Secret shared = Objects.requireNonNull(Curve25519.sharedSecret(net.a.secret, net.b.publicKey));
    Reachable before = Reachable.from(net.a.state);
    assertThat(before.holds(ephemeral)).isTrue();
    assertThat(before.holds(shared.bytes())).isTrue();
    if (removed) {
      net.a.wireGuard.removePeer(net.b.publicKey);
    } else {
      net.a.wireGuard.privateKey(Secret.generate(new Random(8)), net.now, new ArrayList<>());
    }
    assertThat(before.holds(ephemeral)).isFalse();
    assertThat(before.holds(shared.bytes())).isFalse();
  }
}
