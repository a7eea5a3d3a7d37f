package dev.netlab.netlink.rtnetlink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kernel constants that iproute2 writes as words. */
final class Names {
  /** {@code enum rt_class_t} of linux/rtnetlink.h. */
  static final Names TABLE = new Names("table", -1, "default=253 main=254 local=255");

  /** {@code enum rt_scope_t}. */
  static final Names SCOPE =
      new Names("scope", 255, "global=0 site=200 link=253 host=254 nowhere=255");

  /** RTPROT_*. */
  static final Names PROTOCOL =
      new Names(
          "routing protocol",
          255,
          "redirect=1 kernel=2 boot=3 static=4 ra=9 zebra=11 bird=12 dhcp=16 bgp=186");

  /** RTN_* without unspec, nat and xresolve. */
  static final Names ROUTE_TYPE =
      new Names(
          "route type",
          255,
          "unicast=1 local=2 broadcast=3 anycast=4 multicast=5 blackhole=6 unreachable=7"
              + " prohibit=8 throw=9");

  /** NUD_* of linux/neighbour.h. */
  static final Names NEIGHBOUR_STATE =
      new Names(
          "neighbour state",
          65535,
          "none=0 incomplete=1 reachable=2 stale=4 delay=8 probe=16 failed=32 noarp=64"
              + " permanent=128");

  private final String what;
  private final int most;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<Integer, String> words = new LinkedHashMap<>();

  /**
   * @param most the greatest number that fits the kernel's field, unsigned
   */
  private Names(String what, int most, String list) {
    this.what = what;
    this.most = most;
    for (String entry : list.split(" ", -1)) {
      int equals = entry.indexOf('=');
      int number = Integer.parseInt(entry.substring(equals + 1));
      numbers.put(entry.substring(0, equals), number);
      words.put(number, entry.substring(0, equals));
    }
  }

  /** What the names stand for, for error messages. */
  String what() {
    return what;
  }

  /** The greatest number that fits the kernel's field, unsigned. */
  int most() {
    return most;
  }

  Set<String> words() {
    return numbers.keySet();
  }

  @Nullable Integer number(String word) {
    return numbers.get(word);
  }

  /** The word for a number, or the number itself if it has none. */
  String word(int number) {
    String word = words.get(number);
    return word == null ? Integer.toUnsignedString(number) : word;
  }
}
