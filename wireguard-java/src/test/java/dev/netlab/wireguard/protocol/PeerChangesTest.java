package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a peer's lines of configuration do. */
class PeerChangesTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);
  private static final IpPrefix PREFIX = IpPrefix.parse("10.0.0.2/32");

  private final Network net = new Network();

  @Test
  void updateOnlyMakesNoPeer() {
    Side unknown = new Side(3, "192.0.2.3:3000", net);
    PeerChange keepalive = new PeerChange.PersistentKeepalive(25);
    net.configure(net.a, unknown, new PeerChange.UpdateOnly(), keepalive);
    assertThat(net.a.wireGuard.peers()).hasSize(1);
    net.configure(net.a, net.b, new PeerChange.UpdateOnly(), keepalive);
    assertThat(net.a.peer(net.b).persistentKeepalive()).isEqualTo(25);
  }

  @Test
  void aRemovedPeerLeavesNothing() {
    net.send(net.a, PACKET);
    net.send(net.b, ipv4("10.0.0.2", "10.0.0.1", 84));
    Keypair keypair = net.a.session();
    net.log.clear();
    net.configure(net.a, net.b, new PeerChange.Remove(), new PeerChange.SetEndpoint(net.b.address));
    assertThat(net.a.wireGuard.peers()).isEmpty();
    assertThat(keypair.keys.sending().isDestroyed()).isTrue();
    assertThat(net.a.state.indices.size()).isZero();
    assertThat(net.a.state.allowedIps.lookup(PREFIX.address())).isNull();
    net.pass(30);
    assertThat(net.sent(net.a, Messages.DATA)).isEmpty();
  }

  @Test
  void linesAfterRemoveChangeNothing() {
    net.configure(net.a, net.b, new PeerChange.Remove(), new PeerChange.AddAllowedIp(PREFIX));
    net.send(net.a, PACKET);
    assertThat(net.log).isEmpty();
    assertThat(net.a.state.allowedIps.lookup(PREFIX.address())).isNull();
  }

  @Test
  void allowedIpsAreReplacedAndRemoved() {
    net.configure(net.a, net.b, new PeerChange.RemoveAllowedIp(PREFIX));
    assertThat(net.a.peer(net.b).allowedIps()).containsExactly(IpPrefix.parse("fd00::2/128"));
    IpPrefix other = IpPrefix.parse("10.8.0.0/16");
    net.configure(
        net.a, net.b, new PeerChange.ReplaceAllowedIps(), new PeerChange.AddAllowedIp(other));
    assertThat(net.a.peer(net.b).allowedIps()).containsExactly(other);
  }

  @Test
  void anEndpointSendsWhatWaitedForIt() {
    net.configure(net.a, net.b, new PeerChange.Remove());
    net.configure(net.a, net.b, new PeerChange.PersistentKeepalive(25));
    assertThat(net.log).isEmpty();
    net.configure(net.a, net.b, new PeerChange.SetEndpoint(net.b.address));
    assertThat(net.log).extracting(Sent::type).containsExactly(1, 2, 4);
  }

  @Test
  void anInterfaceHasAtMost65536Peers() {
    net.a.wireGuard.privateKey(Secret.zero(), net.now, new ArrayList<>());
    for (int i = 1; i < 1 << 16; i++) {
      add(i);
    }
    assertThat(net.a.wireGuard.peers()).hasSize(1 << 16);
    add(1);
    assertThatThrownBy(() -> add(1 << 16)).isInstanceOf(IllegalStateException.class);
  }

  private void add(int number) {
    byte[] key = new byte[32];
    Messages.putInt(key, 0, number);
    net.a.wireGuard.configure(PublicKey.copyOf(key, 0), List.of(), net.now, new ArrayList<>());
  }
}
