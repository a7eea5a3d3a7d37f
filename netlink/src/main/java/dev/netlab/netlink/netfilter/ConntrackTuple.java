package dev.netlab.netlink.netfilter;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection ({@code enum ctattr_tuple}).
 *
 * @param protocol an IP protocol's number, see {@link IpProtocol}
 */
public record ConntrackTuple(
    InetAddress source, InetAddress destination, int protocol, Transport transport) {
  private static final int CTA_TUPLE_IP = 1;
  private static final int CTA_TUPLE_PROTO = 2;
  private static final int CTA_IP_V4_SRC = 1;
  private static final int CTA_IP_V4_DST = 2;
  private static final int CTA_IP_V6_SRC = 3;
  private static final int CTA_IP_V6_DST = 4;

  static ConntrackTuple read(Attributes tuple) {
    Attributes ip = tuple.nest(CTA_TUPLE_IP);
    Attributes proto = tuple.nest(CTA_TUPLE_PROTO);
    boolean four = ip.has(CTA_IP_V4_SRC);
    InetAddress source = ip.address(four ? CTA_IP_V4_SRC : CTA_IP_V6_SRC);
    InetAddress destination = ip.address(four ? CTA_IP_V4_DST : CTA_IP_V6_DST);
    int protocol = proto.u8(Transport.CTA_PROTO_NUM, 0);
    return new ConntrackTuple(
        present(source), present(destination), protocol, Transport.read(protocol, proto));
  }

  private static InetAddress present(@Nullable InetAddress address) {
    if (address == null) {
      throw new KernelException("read a conntrack tuple", Errno.EPROTO, "it has no addresses");
    }
    return address;
  }

  void write(MessageWriter to) {
    boolean four = source instanceof Inet4Address;
    to.nest(
        CTA_TUPLE_IP,
        ip ->
            ip.address(four ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, source)
                .address(four ? CTA_IP_V4_DST : CTA_IP_V6_DST, destination));
    to.nest(
        CTA_TUPLE_PROTO,
        proto -> transport.write(proto.u8(Transport.CTA_PROTO_NUM, protocol), protocol));
  }

  /** As conntrack(8) prints it: {@code src=10.0.0.1 dst=10.0.0.2 sport=1 dport=2}. */
  @Override
  public String toString() {
    String ports = transport.toString();
    return "src="
        + IpAddress.of(source)
        + " dst="
        + IpAddress.of(destination)
        + (ports.isEmpty() ? "" : " " + ports);
  }
}
