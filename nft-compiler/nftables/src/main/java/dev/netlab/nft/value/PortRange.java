package dev.netlab.nft.value;

import dev.netlab.nft.PolicyException;
import java.util.ArrayList;
import java.util.List;

/** The ports from {@code first} to {@code last}, both included, 0 to 65535. */
public record PortRange(int first, int last) implements Comparable<PortRange> {
  public PortRange {
    if (first < 0 || last > 65535) {
      throw new PolicyException("port " + (first < 0 ? first : last) + " is not in 0 to 65535");
    }
    if (first > last) {
      throw new PolicyException("the range " + first + "-" + last + " is empty: swap its ends");
    }
  }

  /** The range that contains only one port. */
  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  /** Reads {@code 80} or {@code 80-90}. */
  public static PortRange parse(String text) {
    String[] ends = text.split("-", -1);
    for (String end : ends) {
      if (ends.length > 2 || !end.matches("\\d{1,9}")) {
        throw new PolicyException("'" + text + "' is not a port; write 80 or 80-90");
      }
    }
    return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  public boolean contains(int port) {
    return first <= port && port <= last;
  }

  public boolean isSingle() {
    return first == last;
  }

  /** The same ports in the fewest ranges, ascending. */
  public static List<PortRange> unite(List<PortRange> ranges) {
    List<PortRange> united = new ArrayList<>();
    for (PortRange range : ranges.stream().sorted().toList()) {
      if (united.isEmpty() || range.first > united.getLast().last + 1) {
        united.add(range);
      } else {
        PortRange before = united.removeLast();
        united.add(new PortRange(before.first, Math.max(before.last, range.last)));
      }
    }
    return List.copyOf(united);
  }

  @Override
  public int compareTo(PortRange other) {
    return first != other.first
        ? Integer.compare(first, other.first)
        : Integer.compare(last, other.last);
  }

  @Override
  public String toString() {
    return isSingle() ? Integer.toString(first) : first + "-" + last;
  }
}
