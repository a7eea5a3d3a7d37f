package dev.netlab.nft.policy;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import java.util.List;
import java.util.Optional;

/** How a sender is notified that its packet was rejected. */
public sealed interface RejectWith {
  /** A TCP RST; for TCP only. */
  record TcpReset() implements RejectWith {}

  /**
   * An ICMP or ICMPv6 destination-unreachable message.
   *
   * @param family absent for a code that both families have
   * @param code nft's name for it: {@code port-unreachable}
   */
  record Unreachable(Optional<IpVersion> family, String code) implements RejectWith {
    private static final List<String> BOTH =
        List.of("port-unreachable", "admin-prohibited", "no-route", "host-unreachable");
    private static final List<String> V4 =
        List.of(
            "net-unreachable",
            "host-unreachable",
            "prot-unreachable",
            "port-unreachable",
            "net-prohibited",
            "host-prohibited",
            "admin-prohibited");
    private static final List<String> V6 =
        List.of(
            "no-route",
            "admin-prohibited",
            "addr-unreachable",
            "port-unreachable",
            "policy-fail",
            "reject-route");

    public Unreachable {
      List<String> known = family.map(f -> f == IpVersion.IPV4 ? V4 : V6).orElse(BOTH);
      if (!known.contains(code)) {
        throw new PolicyException(
            "with", "unknown code '" + code + "'; known: " + String.join(", ", known));
      }
    }
  }

  /** The default of nft's {@code reject}: port unreachable. */
  static RejectWith portUnreachable() {
    return new Unreachable(Optional.empty(), "port-unreachable");
  }

  /**
   * Reads {@code tcp-reset}, {@code icmp-admin-prohibited}, {@code icmpv6-no-route}, or a code that
   * both families have.
   */
  static RejectWith parse(String text) {
    if (text.equals("tcp-reset")) {
      return new TcpReset();
    }
    if (text.startsWith("icmp-")) {
      return new Unreachable(Optional.of(IpVersion.IPV4), text.substring(5));
    }
    if (text.startsWith("icmpv6-")) {
      return new Unreachable(Optional.of(IpVersion.IPV6), text.substring(7));
    }
    return new Unreachable(Optional.empty(), text.startsWith("icmpx-") ? text.substring(6) : text);
  }
}
