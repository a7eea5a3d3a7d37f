package dev.netlab.netlink.netfilter;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Addresses as inet_ntop(3) and RFC 5952 write them, where Java writes every zero of IPv6. */
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  static String of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    int[] groups = new int[GROUPS];
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = Short.toUnsignedInt(bytes.getShort());
    }
    // Two or more zero groups in a row, the longest and leftmost, become "::".
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    if (start < 0) {
      return join(groups, 0, GROUPS);
    }
    return join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
