package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.syscall.Const;
import java.net.Inet4Address;
import java.net.InetAddress;

/** The address family of an IP address. */
final class Ip {
  private Ip() {}

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? Const.AF_INET : Const.AF_INET6;
  }
}
