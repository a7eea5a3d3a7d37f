package dev.netlab.wireguard.device;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.wireguard.ip.IcmpError;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends ICMP errors as the node itself: by raw sockets of its namespace, so that its routing
 * chooses the source and the way, and its netfilter sees them leave, as those of the kernel's
 * WireGuard (icmp_ndo_send). What came in through the TUN device from an address of the node would
 * be taken for a forgery. The sockets are opened for the first error.
 */
final class IcmpSender implements AutoCloseable {
  private static final int SOL_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int PMTUDISC_DONT = 0;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_AUTOFLOWLABEL = 70;

  /** Precedence internetwork control (RFC 1812 section 4.3.2.5). */
  private static final int INTERNETWORK_CONTROL = 0xc0;

  private static final int MOST = 1280;
  private static final int NAME = 0;
  private static final int VECTOR = 32;
  private static final int HEADER = 48;
  private static final int DATA = 104;

  private final Namespace namespace;
  private final int index;
  private final DeviceLog log;
  private @Nullable ByteBuffer memory;
  private @Nullable Fd ipv4;
  private @Nullable Fd ipv6;

  /**
   * @param index of the TUN device, which is where a link-local address is
   */
  IcmpSender(Namespace namespace, int index, DeviceLog log) {
    this.namespace = namespace;
    this.index = index;
    this.log = log;
  }

  /** Drops what cannot be sent, as the kernel does. */
  void send(IcmpError error) {
    try {
      Fd socket = socket(error.to());
      Sys.sendmsg("send an ICMP error", socket, message(error), Const.MSG_DONTWAIT);
    } catch (KernelException e) {
      log.verbose(() -> "Failed to tell " + error.to() + ": " + e.getMessage());
    }
  }

  private Fd socket(IpAddress to) {
    Fd known = to.isV6() ? ipv6 : ipv4;
    if (known != null) {
      return known;
    }
    Fd opened = namespace.call(to.isV6() ? IcmpSender::openIpv6 : IcmpSender::openIpv4);
    if (to.isV6()) {
      ipv6 = opened;
    } else {
      ipv4 = opened;
    }
    return opened;
  }

  private static Fd openIpv4() {
    String what = "open a raw socket for ICMP errors";
    return open(
        what,
        Const.AF_INET,
        IpProtocol.ICMP,
        fd -> {
          Sys.setsockopt(what, fd, SOL_IP, IP_TOS, INTERNETWORK_CONTROL);
          Sys.setsockopt(what, fd, SOL_IP, IP_MTU_DISCOVER, PMTUDISC_DONT);
        });
  }

  private static Fd openIpv6() {
    String what = "open a raw socket for ICMPv6 errors";
    return open(
        what,
        Const.AF_INET6,
        IpProtocol.ICMPV6,
        fd -> Sys.setsockopt(what, fd, SOL_IPV6, IPV6_AUTOFLOWLABEL, 0));
  }

  private static Fd open(String what, int family, int protocol, Consumer<Fd> options) {
    Fd fd = Sys.socket(what, family, Const.SOCK_RAW, protocol);
    try {
      receiveNothing(what, fd);
      options.accept(fd);
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  /**
   * Without this it would receive all ICMP of the namespace: a filter of one instruction accepts
   * none.
   */
  private static void receiveNothing(String what, Fd fd) {
    short returnNothing = 0x06;
    ByteBuffer program = Memory.allocate(24).putShort(0, returnNothing);
    program.putShort(8, (short) 1).putLong(16, Memory.address(program)).position(8);
    Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_ATTACH_FILTER, program);
  }

  /** {@code struct msghdr} with its {@code sockaddr} and data, all in one piece of memory. */
  private ByteBuffer message(IcmpError error) {
    ByteBuffer all = memory == null ? Memory.allocate(DATA + MOST) : memory;
    memory = all;
    byte[] bytes = error.message();
    long address = Memory.address(all);
    all.put(DATA, bytes);
    all.putLong(VECTOR, address + DATA).putLong(VECTOR + 8, bytes.length);
    all.putLong(HEADER, address + NAME).putLong(HEADER + 8, name(all, error.to()));
    all.putLong(HEADER + 16, address + VECTOR).putLong(HEADER + 24, 1);
    return all.position(HEADER);
  }

  /** Writes a {@code sockaddr}; raw sockets want no port there. Its length. */
  private int name(ByteBuffer all, IpAddress to) {
    for (int at = NAME; at < VECTOR; at += Long.BYTES) {
      all.putLong(at, 0);
    }
    byte[] address = to.toBytes();
    if (!to.isV6()) {
      all.putShort(NAME, (short) Const.AF_INET).put(NAME + 4, address);
      return 16;
    }
    boolean linkLocal = to.high() >>> 54 == 0x3fa;
    all.putShort(NAME, (short) Const.AF_INET6).put(NAME + 8, address);
    all.putInt(NAME + 24, linkLocal ? index : 0);
    return 28;
  }

  @Override
  public void close() {
    if (ipv4 != null) {
      ipv4.close();
    }
    if (ipv6 != null) {
      ipv6.close();
    }
  }
}
