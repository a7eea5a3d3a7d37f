package dev.netlab.lab;

import dev.netlab.netlink.rtnetlink.DontFragment;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The kind of an interface, or what its other end is. */
public sealed interface Attachment {

  /** A veth whose other end is a port of a network's bridge. */
  record NetworkPort(String network) implements Attachment {}

  /** The end of a veth that names the other end: that interface of that node. */
  record VethPeer(String node, String interfaceName) implements Attachment {}

  /**
   * The end of a veth that is named; the other end is the {@link VethPeer} at that node and
   * interface.
   */
  record VethEnd(String node, String interfaceName) implements Attachment {}

  /**
   * A bridge.
   *
   * @param ageingTime in seconds (iproute2 takes hundredths)
   * @param forwardDelay in seconds: how long a port listens, and then learns, before it forwards;
   *     if 0 with stp, the spanning tree starts once the lab's ports forward
   * @param nfCallIptables whether bridged packets pass the netfilter hooks of IP, with connection
   *     tracking
   */
  record BridgeDevice(
      Optional<Boolean> stp,
      Optional<Boolean> vlanFiltering,
      OptionalInt ageingTime,
      Optional<Boolean> multicastSnooping,
      OptionalInt forwardDelay,
      Optional<Boolean> nfCallIptables)
      implements Attachment {
    /** Whether the spanning tree starts only once the ports forward. */
    public boolean spansLate() {
      return stp.orElse(false) && forwardDelay.isPresent() && forwardDelay.getAsInt() == 0;
    }
  }

  /**
   * A VXLAN tunnel (RFC 7348).
   *
   * @param id the VNI, 24 bits
   * @param remote if empty, only the FDB decides where frames go
   * @param port UDP destination port
   * @param ttl of the outer packet; if empty, the kernel chooses it
   */
  record Vxlan(
      int id,
      Optional<InetAddress> local,
      Optional<InetAddress> remote,
      int port,
      boolean learning,
      boolean udpChecksum,
      OptionalInt ttl)
      implements Attachment {}

  /**
   * A GENEVE tunnel (RFC 8926).
   *
   * @param id the VNI, 24 bits
   * @param port UDP destination port
   * @param ttl of the outer packet; if empty, the kernel chooses it
   * @param df the don't-fragment bit of the outer packet
   */
  record Geneve(
      int id,
      InetAddress remote,
      int port,
      OptionalInt ttl,
      DontFragment df,
      boolean udpChecksum,
      Backend backend)
      implements Attachment {}

  /**
   * A WireGuard tunnel.
   *
   * @param listenPort UDP port; if empty, one is chosen
   * @param privateKey if empty, one is generated when the lab starts
   * @param fwmark the mark of the tunnel's outer datagrams; 0 for none
   */
  record WireGuard(
      OptionalInt listenPort,
      Optional<WireGuardKey> privateKey,
      int fwmark,
      List<WireGuardPeer> peers,
      Backend backend)
      implements Attachment {
    public WireGuard {
      peers = List.copyOf(peers);
    }
  }

  /** A TAP that no program has opened, as hypervisors leave them. */
  record Tap() implements Attachment {}

  /** A dummy interface. */
  record Dummy() implements Attachment {}
}
