package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.PrefixText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One entry of a translation map: a prefix and the address its addresses are translated to. */
public record NatMapping(IpPrefix from, IpAddress to) {
  public NatMapping {
    if (from.version() != to.version()) {
      throw new PolicyException(
          "'"
              + PrefixText.of(from)
              + " > "
              + to
              + "' mixes IPv4 and IPv6; a translation keeps the family");
    }
  }

  /** Reads {@code 10.1.1.3 > 198.18.0.9} or {@code 10.1.1.0/24 > 198.18.0.9}. */
  public static NatMapping parse(String text) {
    int sign = text.indexOf('>');
    if (sign < 0) {
      throw new PolicyException("'" + text + "' maps nothing; write 10.1.1.3 > 198.18.0.9");
    }
    return new NatMapping(
        PrefixText.parse(text.substring(0, sign).strip()),
        IpAddress.parse(text.substring(sign + 1).strip()));
  }

  /** Rejects maps that contain two entries for one address, or addresses of both families. */
  static List<NatMapping> check(List<NatMapping> map) {
    if (map.isEmpty()) {
      throw new PolicyException("map", "is empty; write 10.1.1.3 > 198.18.0.9");
    }
    List<NatMapping> ascending = new ArrayList<>(map);
    ascending.sort(
        Comparator.comparing((NatMapping each) -> each.from.address())
            .thenComparingInt(each -> each.from.length()));
    for (int i = 1; i < ascending.size(); i++) {
      NatMapping before = ascending.get(i - 1);
      NatMapping next = ascending.get(i);
      if (before.from.version() != next.from.version()) {
        throw new PolicyException("map", "is about IPv4 and IPv6; write one rule for each");
      }
      if (before.from.contains(next.from.address())) {
        throw new PolicyException(
            "map",
            "%s and %s overlap: what becomes of %s?".formatted(before, next, next.from.address()));
      }
    }
    return List.copyOf(ascending);
  }

  @Override
  public String toString() {
    return PrefixText.of(from) + " > " + to;
  }
}
