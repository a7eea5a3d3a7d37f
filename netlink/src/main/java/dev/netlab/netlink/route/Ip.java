package dev.netlab.netlink.route;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.sys.Const;
import java.net.Inet4Address;
import java.net.InetAddress;

/** IP addresses as text and by family. */
final class Ip {
  private Ip() {}

  /** A literal; never asks a name server. */
  static InetAddress parse(String text) {
    return IpAddress.parse(text).toInetAddress();
  }

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? Const.AF_INET : Const.AF_INET6;
  }

  static String text(InetAddress address) {
    return IpAddress.of(address).toString();
  }
}
