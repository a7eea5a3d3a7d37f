package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IcmpError;
import dev.netlab.wireguard.ip.PacketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** One interface under test: its key, its address, what it did. */
final class Side {
  final Secret secret;
  final PublicKey publicKey;
  final Endpoint address;
  final InterfaceState state;
  final WireGuard wireGuard;
  final List<byte[]> drawn = new ArrayList<>();
  final List<byte[]> delivered = new ArrayList<>();
  final List<IcmpError> answers = new ArrayList<>();
  final List<PacketEvent> observations = new ArrayList<>();
  final List<LogEvent> events = new ArrayList<>();

  Side(int seed, String address, Network network) {
    Random random = new RecordedRandom(seed);
    this.secret = Secret.generate(random);
    this.publicKey = Curve25519.publicKey(secret);
    this.address = Endpoint.parse(address);
    this.state = new InterfaceState(random, network::unixNanos);
    this.wireGuard = new WireGuard(state);
    wireGuard.privateKey(secret, network.now, new ArrayList<>());
    wireGuard.up(network.now, new ArrayList<>());
  }

  /** Remembers what was drawn: the ephemeral keys are among it. */
  private final class RecordedRandom extends Random {
    private static final long serialVersionUID = 1L;

    RecordedRandom(long seed) {
      super(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      drawn.add(bytes.clone());
    }
  }

  /** The first of its peers, with what is secret of it. */
  Peer peer() {
    return state.peers.values().iterator().next();
  }

  /** Its session with {@link #peer()}. */
  Keypair session() {
    return Objects.requireNonNull(peer().keypairs.current());
  }

  PeerStatus peer(Side other) {
    return wireGuard.peers().stream()
        .filter(peer -> peer.publicKey().equals(other.publicKey))
        .findFirst()
        .orElseThrow();
  }

  static List<PeerChange> allowed(String... prefixes) {
    List<PeerChange> changes = new ArrayList<>();
    for (String prefix : prefixes) {
      changes.add(new PeerChange.AddAllowedIp(IpPrefix.parse(prefix)));
    }
    return changes;
  }

  /** A packet with room around it, as a device reads one. */
  static PacketView packet(byte[] bytes) {
    byte[] array = new byte[WireGuard.HEADROOM + bytes.length + WireGuard.TAILROOM];
    System.arraycopy(bytes, 0, array, WireGuard.HEADROOM, bytes.length);
    return new PacketView(array, WireGuard.HEADROOM, bytes.length);
  }
}
