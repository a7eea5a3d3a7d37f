package dev.netlab.nft.value;

/** IPv6 addresses as text, by RFC 5952 section 4 and, for embedded IPv4, as the C library does. */
final class Ipv6Text {
  private Ipv6Text() {}

  static String of(long high, long low) {
    boolean mapped = high == 0 && low >>> 32 == 0xffffL;
    boolean compatible = high == 0 && low >>> 32 == 0 && low >>> 16 != 0;
    if (mapped || compatible) {
      return (mapped ? "::ffff:" : "::") + new Address(IpFamily.V4, 0, low & 0xffffffffL);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - i % 4 * 16)) & 0xffff;
    }
    int start = -1;
    int length = 1; // a single zero group is not shortened
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
