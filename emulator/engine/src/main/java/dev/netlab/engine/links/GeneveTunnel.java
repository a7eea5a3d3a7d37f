package dev.netlab.engine.links;

import dev.netlab.ip.Ecn;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.DontFragment;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The settings of one GENEVE tunnel, as {@code ip link add NAME type geneve} takes them.
 *
 * @param id the VNI, 0 to 2^24-1
 * @param remote the other end's address, IPv4 or IPv6; not a multicast group
 * @param port the UDP destination port here and there
 * @param ttl 1 to 255, {@link #DEFAULT} for the route's, {@link #INHERIT} for the inner packet's
 * @param tos DSCP and ECN, 0 to 255, or {@link #INHERIT} for the inner packet's
 * @param df the outer IPv4 header's "don't fragment"; INHERIT sets it where the inner packet must
 *     not be fragmented: IPv4 with DF, and IPv6
 * @param sent the outer UDP checksum of what is sent
 * @param accepted which outer UDP checksums are accepted over IPv6; IPv4 accepts both
 */
public record GeneveTunnel(
    int id,
    InetAddress remote,
    int port,
    int ttl,
    int tos,
    DontFragment df,
    SentChecksum sent,
    AcceptedChecksum accepted) {
  /** IANA's port (RFC 8926 section 3.3). */
  public static final int PORT = 6081;

  /** A TTL as the route to the remote has it: 64 unless someone changed that. */
  public static final int DEFAULT = 0;

  /** A TTL or TOS copied from the inner packet. */
  public static final int INHERIT = -1;

  private static final int IDS = 1 << 24;

  /** {@code udpcsum}, {@code noudpcsum}; {@code noudp6zerocsumtx}, {@code udp6zerocsumtx}. */
  public enum SentChecksum {
    FULL,
    /** Zero, which stands for none. */
    ZERO
  }

  /** {@code noudp6zerocsumrx}, {@code udp6zerocsumrx}. */
  public enum AcceptedChecksum {
    FULL,
    FULL_OR_ZERO
  }

  /** With the settings that the kernel's device has when only these two are given. */
  public static GeneveTunnel to(int id, InetAddress remote) {
    boolean six = remote instanceof Inet6Address;
    return new GeneveTunnel(
        id,
        remote,
        PORT,
        DEFAULT,
        0,
        DontFragment.UNSET,
        six ? SentChecksum.FULL : SentChecksum.ZERO,
        six ? AcceptedChecksum.FULL : AcceptedChecksum.FULL_OR_ZERO);
  }

  /**
   * Refuses what the kernel refuses.
   *
   * @throws IllegalArgumentException naming the setting that cannot be
   */
  public GeneveTunnel {
    check(id >= 0 && id < IDS, "id " + id + " is not in 0..." + (IDS - 1));
    check(port > 0 && port < 1 << 16, "port " + port + " is not in 1...65535");
    check(ttl >= INHERIT && ttl <= 255, "ttl " + ttl + " is not in 1...255, and not inherit");
    check(tos >= INHERIT && tos <= 255, "tos " + tos + " is not in 0...255, and not inherit");
    check(!remote.isMulticastAddress(), "remote " + IpAddress.of(remote) + " is multicast");
    check(!remote.isAnyLocalAddress(), "remote " + IpAddress.of(remote) + " is not an address");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("geneve " + otherwise);
    }
  }

  public GeneveTunnel withPort(int value) {
    return new GeneveTunnel(id, remote, value, ttl, tos, df, sent, accepted);
  }

  public GeneveTunnel withTtl(int value) {
    return new GeneveTunnel(id, remote, port, value, tos, df, sent, accepted);
  }

  public GeneveTunnel withTos(int value) {
    return new GeneveTunnel(id, remote, port, ttl, value, df, sent, accepted);
  }

  public GeneveTunnel withDf(DontFragment value) {
    return new GeneveTunnel(id, remote, port, ttl, tos, value, sent, accepted);
  }

  public GeneveTunnel withSent(SentChecksum value) {
    return new GeneveTunnel(id, remote, port, ttl, tos, df, value, accepted);
  }

  public GeneveTunnel withAccepted(AcceptedChecksum value) {
    return new GeneveTunnel(id, remote, port, ttl, tos, df, sent, value);
  }

  boolean isIpv6() {
    return remote instanceof Inet6Address;
  }

  /** The outer TOS or traffic class for an inner packet. */
  int outerDsField(InnerFrame inner) {
    int dsField = inner.dsField();
    return Ecn.encapsulate(tos == INHERIT ? dsField : tos, dsField);
  }

  /** The outer TTL or hop limit for an inner packet, {@link #DEFAULT} for the route's. */
  int outerTtl(InnerFrame inner) {
    return ttl == INHERIT ? inner.hopLimit() : ttl;
  }

  /** Whether the outer IPv4 header of this inner packet says "don't fragment". */
  boolean outerDf(InnerFrame inner) {
    return switch (df) {
      case UNSET -> false;
      case SET -> true;
      case INHERIT -> inner.mustNotBeFragmented();
    };
  }
}
