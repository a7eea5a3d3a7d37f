package dev.netlab.nft.policy;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import java.util.List;
import java.util.Map;

/**
 * An ICMP (RFC 792) or ICMPv6 (RFC 4443, RFC 4861) message type, by the name that nft lists.
 *
 * @param name such as {@code echo-request}
 */
public record IcmpType(IpVersion family, String name) implements Comparable<IcmpType> {
  /** Ascending by number. */
  private static final Map<IpVersion, List<String>> NAMES =
      Map.of(
          IpVersion.IPV4,
          List.of(
              "echo-reply",
              "destination-unreachable",
              "source-quench",
              "redirect",
              "echo-request",
              "router-advertisement",
              "router-solicitation",
              "time-exceeded",
              "parameter-problem",
              "timestamp-request",
              "timestamp-reply",
              "info-request",
              "info-reply",
              "address-mask-request",
              "address-mask-reply"),
          IpVersion.IPV6,
          List.of(
              "destination-unreachable",
              "packet-too-big",
              "time-exceeded",
              "parameter-problem",
              "echo-request",
              "echo-reply",
              "mld-listener-query",
              "mld-listener-report",
              "mld-listener-done",
              "nd-router-solicit",
              "nd-router-advert",
              "nd-neighbor-solicit",
              "nd-neighbor-advert",
              "nd-redirect"));

  public IcmpType {
    List<String> known = NAMES.getOrDefault(family, List.of());
    if (!known.contains(name)) {
      throw new PolicyException(
          "unknown type '%s' of %s; known: %s"
              .formatted(
                  name, family == IpVersion.IPV4 ? "ICMP" : "ICMPv6", String.join(", ", known)));
    }
  }

  /** By family, then by the type's number, which is the order in which nft lists them. */
  @Override
  public int compareTo(IcmpType other) {
    return family != other.family
        ? family.compareTo(other.family)
        : Integer.compare(place(), other.place());
  }

  private int place() {
    return NAMES.getOrDefault(family, List.of()).indexOf(name);
  }
}
