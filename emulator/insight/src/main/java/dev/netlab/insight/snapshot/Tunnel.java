package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.netlink.rtnetlink.DontFragment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A tunnel that ends at an interface of a node. */
public sealed interface Tunnel {
  String interfaceName();

  Carrier carrier();

  /** Who takes packets from the interface and puts them there. */
  enum Carrier {
    KERNEL,
    /** The lab's agent. */
    AGENT,
    /** The lab's agent should, and does not. */
    NOBODY
  }

  /**
   * GENEVE (RFC 8926).
   *
   * @param port of both ends
   * @param ttl of the outer packet; 0 the route's, -1 the inner packet's
   */
  record Geneve(
      String interfaceName,
      Carrier carrier,
      int id,
      IpAddress remote,
      int port,
      int ttl,
      DontFragment df)
      implements Tunnel {}

  /**
   * VXLAN (RFC 7348).
   *
   * @param local empty: routing chooses
   * @param remote where frames go that no FDB entry sends elsewhere; empty for none
   * @param device the interface that outer packets leave by; empty: routing chooses
   * @param port of both ends
   * @param ttl of the outer packet; 0 is the kernel's choice
   */
  record Vxlan(
      String interfaceName,
      int id,
      Optional<IpAddress> local,
      Optional<IpAddress> remote,
      String device,
      int port,
      int ttl,
      DontFragment df)
      implements Tunnel {
    @Override
    public Carrier carrier() {
      return Carrier.KERNEL;
    }
  }

  /**
   * WireGuard.
   *
   * @param publicKey of this end, base64; empty where it has no private key
   * @param fwmark of the datagrams it sends
   */
  record WireGuard(
      String interfaceName,
      Carrier carrier,
      String publicKey,
      int listenPort,
      int fwmark,
      List<Peer> peers)
      implements Tunnel {
    public WireGuard {
      peers = List.copyOf(peers);
    }

    /** Cryptokey routing: the peer with the longest prefix that has the address. */
    public Optional<Peer> peerFor(IpAddress address) {
      return peers.stream()
          .filter(peer -> peer.length(address) >= 0)
          .max(Comparator.comparingInt(peer -> peer.length(address)));
    }

    /** The peer of that key. */
    public Optional<Peer> peer(String key) {
      return peers.stream().filter(peer -> peer.publicKey().equals(key)).findFirst();
    }
  }

  /**
   * A peer of a WireGuard tunnel.
   *
   * @param publicKey base64
   * @param presharedDigest SHA-256 of the preshared key in hexadecimal; empty where there is none
   * @param endpoint where its datagrams go; empty while it is not known
   * @param lastHandshake seconds since 1970; 0 where there was none
   */
  record Peer(
      String publicKey,
      String presharedDigest,
      Optional<PeerEndpoint> endpoint,
      List<IpPrefix> allowedIps,
      long lastHandshake) {
    public Peer {
      allowedIps = List.copyOf(allowedIps);
    }

    /** Of the allowed prefixes that have the address the longest one's length, -1 for none. */
    public int length(IpAddress address) {
      return allowedIps.stream()
          .filter(prefix -> prefix.contains(address))
          .mapToInt(IpPrefix::length)
          .max()
          .orElse(-1);
    }

    /** The key as {@code wg} users know it: its first characters. */
    public String shortKey() {
      return publicKey.substring(0, Math.min(8, publicKey.length())) + "…";
    }
  }

  /** A peer's address and UDP port. */
  record PeerEndpoint(IpAddress address, int port) {
    @Override
    public String toString() {
      return address.withPort(port);
    }
  }
}
