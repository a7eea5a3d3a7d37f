package dev.netlab.netlink.route;

import dev.netlab.netlink.sys.Const;
import java.net.Inet4Address;
import java.net.InetAddress;

/** IP addresses as text and by family. */
final class Ip {
  private Ip() {}

  /** A literal; never asks a name server. */
  static InetAddress parse(String text) {
    boolean four = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    boolean six = text.contains(":") && text.matches("[0-9a-fA-F:.]+");
    if (!four && !six) {
      throw new IllegalArgumentException("'" + text + "' is no IP address");
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no IP address", e);
    }
  }

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? Const.AF_INET : Const.AF_INET6;
  }

  /** RFC 5952 for IPv6: lower case, the longest run of zero groups shortened. */
  static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
