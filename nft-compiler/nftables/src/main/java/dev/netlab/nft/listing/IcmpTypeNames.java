package dev.netlab.nft.listing;

import java.util.Map;

/** The ICMP (RFC 792) and ICMPv6 (RFC 4443, RFC 4861) types by nft's names. */
final class IcmpTypeNames {
  static final Map<Integer, String> V4 =
      Map.ofEntries(
          Map.entry(0, "echo-reply"),
          Map.entry(3, "destination-unreachable"),
          Map.entry(4, "source-quench"),
          Map.entry(5, "redirect"),
          Map.entry(8, "echo-request"),
          Map.entry(9, "router-advertisement"),
          Map.entry(10, "router-solicitation"),
          Map.entry(11, "time-exceeded"),
          Map.entry(12, "parameter-problem"),
          Map.entry(13, "timestamp-request"),
          Map.entry(14, "timestamp-reply"));

  static final Map<Integer, String> V6 =
      Map.ofEntries(
          Map.entry(1, "destination-unreachable"),
          Map.entry(2, "packet-too-big"),
          Map.entry(3, "time-exceeded"),
          Map.entry(4, "parameter-problem"),
          Map.entry(128, "echo-request"),
          Map.entry(129, "echo-reply"),
          Map.entry(133, "nd-router-solicit"),
          Map.entry(134, "nd-router-advert"),
          Map.entry(135, "nd-neighbor-solicit"),
          Map.entry(136, "nd-neighbor-advert"),
          Map.entry(137, "nd-redirect"));

  private IcmpTypeNames() {}
}
