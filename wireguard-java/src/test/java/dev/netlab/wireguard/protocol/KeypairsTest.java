package dev.netlab.wireguard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.noise.TransportKeys;
import dev.netlab.wireguard.protocol.Keypair.Role;
import org.junit.jupiter.api.Test;

/** Which session takes whose place. */
class KeypairsTest {
  private final Network net = new Network();
  private final Peer peer = net.a.peer();
  private final IndexTable indices = net.a.state.indices;
  private final Keypairs keypairs = new Keypairs(indices);

  private Keypair make(Role role) {
    TransportKeys keys = new TransportKeys(key(), key());
    Keypair made = new Keypair(peer, role, keys, indices.add(peer), 7, net.now);
    indices.establish(made);
    switch (role) {
      case INITIATOR -> keypairs.addAsInitiator(made);
      case RESPONDER -> keypairs.addAsResponder(made);
    }
    return made;
  }

  private static AeadKey key() {
    byte[] bytes = new byte[32];
    bytes[5] = 5;
    return new AeadKey(bytes);
  }

  private void assertAlive(Keypair... alive) {
    for (Keypair keypair : alive) {
      assertThat(keypair.keys.sending().isDestroyed()).isFalse();
      assertThat(indices.get(keypair.localIndex)).isNotNull();
    }
    assertThat(indices.size()).isEqualTo(alive.length);
  }

  private static void assertGone(Keypair keypair) {
    assertThat(keypair.keys.sending().getEncoded()).containsOnly(0);
    assertThat(keypair.keys.receiving().getEncoded()).containsOnly(0);
  }

  @Test
  void anInitiatorsNewSessionIsCurrentAndCurrentBecomesPrevious() {
    Keypair first = make(Role.INITIATOR);
    Keypair second = make(Role.INITIATOR);
    assertThat(keypairs.current()).isSameAs(second);
    assertAlive(first, second);
    Keypair third = make(Role.INITIATOR);
    assertGone(first);
    assertAlive(second, third);
  }

  @Test
  void whereOneWaitsForProofItBecomesPrevious() {
    Keypair first = make(Role.INITIATOR);
    Keypair waiting = make(Role.RESPONDER);
    Keypair second = make(Role.INITIATOR);
    assertThat(keypairs.current()).isSameAs(second);
    assertGone(first);
    assertAlive(waiting, second);
    assertThat(keypairs.confirm(waiting)).isFalse();
  }

  @Test
  void aRespondersNewSessionWaitsForProofAndPreviousGoes() {
    Keypair first = make(Role.INITIATOR);
    Keypair second = make(Role.INITIATOR);
    Keypair waiting = make(Role.RESPONDER);
    assertGone(first);
    assertThat(keypairs.current()).isSameAs(second);
    Keypair newer = make(Role.RESPONDER);
    assertGone(waiting);
    assertAlive(second, newer);
    assertThat(keypairs.confirm(second)).isFalse();
    assertThat(keypairs.confirm(newer)).isTrue();
    assertThat(keypairs.current()).isSameAs(newer);
    assertAlive(second, newer);
  }

  @Test
  void neitherCurrentNorNextIsSentWithOnceExpired() {
    Keypair current = make(Role.INITIATOR);
    Keypair next = make(Role.RESPONDER);
    keypairs.expire();
    assertThat(current.maySend(net.now)).isFalse();
    assertThat(next.maySend(net.now)).isFalse();
    assertThat(current.mayReceive(net.now)).isTrue();
    assertAlive(current, next);
  }

  @Test
  void wipingTakesAllThree() {
    Keypair previous = make(Role.INITIATOR);
    Keypair current = make(Role.INITIATOR);
    keypairs.wipe();
    assertGone(previous);
    assertGone(current);
    Keypair next = make(Role.RESPONDER);
    keypairs.wipe();
    assertGone(next);
    assertAlive();
  }
}
