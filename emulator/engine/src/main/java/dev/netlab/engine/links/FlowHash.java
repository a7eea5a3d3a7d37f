package dev.netlab.engine.links;

import dev.netlab.ip.IpProtocol;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which UDP source port an inner flow has (RFC 8926 section 3.3), so that the underlay can spread
 * flows and keeps each in order. As the kernel's {@code skb_get_hash} it is keyed by a random
 * number, the same for both directions, and leaves ports out for all fragments of a packet.
 */
final class FlowHash {
  /** The range of {@code geneve_xmit_skb}; ip_local_port_range does not count there. */
  static final int LOWEST_PORT = 1;

  static final int BELOW_PORT = 65535;

  private static final int FRAGMENT = 0x3fff;

  private final long key;

  FlowHash() {
    this(ThreadLocalRandom.current().nextLong());
  }

  FlowHash(long key) {
    this.key = key;
  }

  int sourcePort(InnerFrame frame) {
    int hash = hash(frame);
    hash ^= hash << 16;
    return (int) ((Integer.toUnsignedLong(hash) * (BELOW_PORT - LOWEST_PORT)) >>> 32) + LOWEST_PORT;
  }

  private int hash(InnerFrame frame) {
    ByteBuffer bytes = frame.bytes();
    int network = frame.network();
    if (frame.isIpv4()) {
      boolean fragment = (bytes.getShort(network + 6) & FRAGMENT) != 0;
      int transport = network + 4 * (bytes.get(network) & 0xf);
      int protocol = bytes.get(network + 9) & 0xff;
      int ports = fragment ? 0 : ports(frame, protocol, transport);
      return mix(bytes.getInt(network + 12), bytes.getInt(network + 16), ports, protocol);
    }
    if (frame.isIpv6()) {
      int protocol = bytes.get(network + 6) & 0xff;
      int ports = ports(frame, protocol, network + 40);
      long source = spread(bytes.getLong(network + 8)) ^ bytes.getLong(network + 16);
      long destination = spread(bytes.getLong(network + 24)) ^ bytes.getLong(network + 32);
      return mix(source, destination, ports, protocol);
    }
    long destination = bytes.getInt(frame.start()) & 0xffffffffL;
    long both = Short.toUnsignedLong(bytes.getShort(frame.start() + 4));
    long source = bytes.getLong(frame.start() + 6) >>> 16;
    return mix(source, (destination << 16) | both, 0, frame.protocol());
  }

  /** Source and destination port in one number, or 0 where the protocol has none. */
  private static int ports(InnerFrame frame, int protocol, int transport) {
    return switch (protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.DCCP, IpProtocol.SCTP, IpProtocol.UDPLITE ->
          transport + 4 <= frame.end() ? frame.bytes().getInt(transport) : 0;
      default -> 0;
    };
  }

  private int mix(long source, long destination, int ports, int protocol) {
    boolean forward =
        source == destination
            ? ports >>> 16 <= (ports & 0xffff)
            : Long.compareUnsigned(source, destination) < 0;
    long low = forward ? source : destination;
    long high = forward ? destination : source;
    int ordered = forward ? ports : Integer.rotateLeft(ports, 16);
    long hash = spread(key ^ low);
    hash = spread(hash ^ high);
    return (int) (spread(hash ^ (Integer.toUnsignedLong(ordered) << 8) ^ protocol) >>> 32);
  }

  /** The finaliser of SplitMix64: every input bit reaches every output bit. */
  private static long spread(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
