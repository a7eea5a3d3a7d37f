package dev.netlab.engine.links;

import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;

/**
 * Sockets that send UDP datagrams with any source port: raw sockets, on which the kernel adds the
 * IP header, fragments and routes (ip(7), raw(7), ipv6(7)). They receive nothing.
 */
enum RawSocket {
  /** The kernel makes the IPv4 header, without DF, and fragments what is too long. */
  IPV4(Const.AF_INET) {
    @Override
    void prepare(Fd fd) {
      option(fd, SOL_IP, IP_MTU_DISCOVER, PMTUDISC_DONT);
    }
  },
  /**
   * We make the IPv4 header: only so has a packet with DF an ID, as the kernel's tunnels give it.
   */
  IPV4_DF(Const.AF_INET) {
    @Override
    void prepare(Fd fd) {
      option(fd, SOL_IP, IP_HDRINCL, 1);
    }
  },
  /** The kernel makes the IPv6 header and fills in the UDP checksum. */
  IPV6(Const.AF_INET6) {
    @Override
    void prepare(Fd fd) {
      IPV6_ZERO.prepare(fd);
      option(fd, SOL_RAW, IPV6_CHECKSUM, UdpHeader.CHECKSUM);
    }
  },
  /** The kernel makes the IPv6 header; the UDP checksum stays zero. */
  IPV6_ZERO(Const.AF_INET6) {
    @Override
    void prepare(Fd fd) {
      option(fd, SOL_IPV6, IPV6_AUTOFLOWLABEL, 0);
      option(fd, SOL_IPV6, IPV6_DONTFRAG, 1);
    }
  };

  private static final int SOL_IP = 0;
  private static final int SOL_IPV6 = 41;
  private static final int SOL_RAW = 255;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int PMTUDISC_DONT = 0;
  private static final int IPV6_CHECKSUM = 7;
  private static final int IPV6_DONTFRAG = 62;
  private static final int IPV6_AUTOFLOWLABEL = 70;
  private static final int SO_ATTACH_FILTER = 26;
  private static final short RETURN_NOTHING = 0x06;
  private static final int BUFFER = 4 << 20;

  private final int family;

  RawSocket(int family) {
    this.family = family;
  }

  abstract void prepare(Fd fd);

  /** Opens one in the calling thread's network namespace. */
  Fd open() {
    Fd fd = Sys.socket("open a raw UDP socket", family, Const.SOCK_RAW, IpProtocol.UDP);
    try {
      rejectAll(fd);
      option(fd, Const.SOL_SOCKET, Const.SO_SNDBUFFORCE, BUFFER);
      prepare(fd);
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  /**
   * A raw socket gets a copy of every UDP packet of the namespace, unless a filter refuses it: a
   * program of one instruction.
   */
  private static void rejectAll(Fd fd) {
    ByteBuffer program = Memory.allocate(24).putShort(0, RETURN_NOTHING);
    program.putShort(8, (short) 1).putLong(16, Memory.address(program)).position(8);
    Sys.setsockopt("filter a raw socket", fd, Const.SOL_SOCKET, SO_ATTACH_FILTER, program);
  }

  private static void option(Fd fd, int level, int name, int value) {
    Sys.setsockopt("set option " + level + "/" + name + " of a raw socket", fd, level, name, value);
  }
}
