package dev.netlab.insight.trace.correlate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Packet;
import dev.netlab.packet.Payload;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Transport;
import dev.netlab.packet.Udp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What of a packet stays the same on its way: not addresses, ports, ICMP identifiers and checksums,
 * which translation changes, nor TTL, DSCP and link-layer addresses, which routers do. The first
 * fragment of a packet has the fingerprint of the whole.
 *
 * @param protocol of IP; -1 for ARP
 * @param id IPv4's identification, 0 for others
 * @param first of the upper protocol: TCP's sequence number, ICMP's type and code
 * @param second TCP's acknowledgment and flags, ICMP's sequence number
 * @param length of the data behind the upper header, as its own header says; 0 where none does
 * @param start a hash of the first {@link #HASHED} bytes of data
 */
public record Fingerprint(int protocol, long id, long first, long second, int length, long start) {
  /** So few bytes that the start of a packet, as a tunnel's device reports it, contains them. */
  static final int HASHED = 32;

  private static final int ARP = -1;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Of a packet's innermost level; empty if that is no packet, or a later fragment of one. */
  public static Optional<Fingerprint> of(Packet packet) {
    if (packet.levels().isEmpty()) {
      return Optional.empty();
    }
    EncapLevel level = packet.levels().getLast();
    return of(level, hash(packet, level));
  }

  /** What can be read of it in a level's headers alone, as nftrace shows them. */
  public static Optional<Fingerprint> ofHeaders(EncapLevel level) {
    return of(level, 0).map(Fingerprint::withoutData);
  }

  private Fingerprint withoutData() {
    boolean quotes = length > 0 && (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6);
    return new Fingerprint(protocol, id, first, quotes ? 0 : second, length, 0);
  }

  private static Optional<Fingerprint> of(EncapLevel level, long start) {
    Optional<Arp> arp = level.find(Arp.class);
    if (arp.isPresent()) {
      return Optional.of(of(arp.get()));
    }
    Optional<Ip> ip = level.find(Ip.class);
    if (ip.isEmpty() || ip.get().fragmentOffset() > 0) {
      return Optional.empty();
    }
    long id = ip.get() instanceof Ipv4 v4 ? v4.id() : 0;
    for (Layer layer : level.layers()) {
      switch (layer) {
        case Tcp tcp -> {
          long second = tcp.acknowledgment() << 8 | tcp.flags();
          return Optional.of(
              new Fingerprint(
                  ip.get().protocol(), id, tcp.sequence(), second, tcp.payloadLength(), start));
        }
        case Udp udp -> {
          return Optional.of(
              new Fingerprint(ip.get().protocol(), id, 0, 0, udp.payloadLength(), start));
        }
        case Icmp icmp -> {
          return Optional.of(of(icmp, ip.get(), id, start));
        }
        case Icmpv6 icmp -> {
          return Optional.of(of(icmp, ip.get(), start));
        }
        default -> {}
      }
    }
    int length = ip.get().length() - ip.get().headerLength();
    return Optional.of(new Fingerprint(ip.get().protocol(), id, 0, 0, length, start));
  }

  private static Fingerprint of(Arp arp) {
    return new Fingerprint(
        ARP,
        arp.operation(),
        arp.senderAddress().low(),
        arp.targetAddress().low(),
        0,
        arp.senderMac().hashCode());
  }

  private static Fingerprint of(Icmp icmp, Ip ip, long id, long start) {
    long type = (long) icmp.type() << 8 | icmp.code();
    return icmp.quoted().isEmpty()
        ? new Fingerprint(ip.protocol(), id, type, icmp.sequence(), 0, start)
        : new Fingerprint(ip.protocol(), id, type, quoted(icmp.quoted()), icmp.length(), 0);
  }

  private static Fingerprint of(Icmpv6 icmp, Ip ip, long start) {
    long type = (long) icmp.type() << 8 | icmp.code();
    if (!icmp.quoted().isEmpty()) {
      return new Fingerprint(ip.protocol(), 0, type, quoted(icmp.quoted()), icmp.length(), 0);
    }
    long target = icmp.target().map(IpAddress::low).orElse((long) icmp.sequence());
    return new Fingerprint(ip.protocol(), 0, type, target, 0, start);
  }

  /** Translation reaches into quoted packets, too: what it leaves of their headers. */
  private static long quoted(List<Layer> quoted) {
    long hash = FNV_OFFSET;
    for (Layer layer : quoted) {
      long number =
          switch (layer) {
            case Ipv4 ip -> ip.id();
            case Tcp tcp -> tcp.sequence();
            case Icmp icmp -> icmp.sequence();
            case Icmpv6 icmp -> icmp.sequence();
            case Transport transport -> transport.payloadLength();
            default -> 0;
          };
      hash = (hash ^ number) * FNV_PRIME;
    }
    return hash;
  }

  private static long hash(Packet packet, EncapLevel level) {
    Optional<Payload> payload = level.find(Payload.class);
    if (payload.isEmpty()) {
      return 0;
    }
    ByteBuffer bytes = packet.bytes(payload.get());
    long hash = FNV_OFFSET;
    for (int i = 0; i < Math.min(bytes.remaining(), HASHED); i++) {
      hash = (hash ^ (bytes.get(i) & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
