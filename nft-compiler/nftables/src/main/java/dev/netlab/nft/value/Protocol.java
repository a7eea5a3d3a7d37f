package dev.netlab.nft.value;

import dev.netlab.nft.PolicyException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The protocols above IP that rules can name, in the order of their IANA numbers. */
public enum Protocol {
  ICMP("icmp", 1),
  TCP("tcp", 6),
  UDP("udp", 17),
  DCCP("dccp", 33),
  GRE("gre", 47),
  ESP("esp", 50),
  AH("ah", 51),
  ICMPV6("ipv6-icmp", 58),
  SCTP("sctp", 132),
  UDPLITE("udplite", 136);

  private final String nftName;
  private final int number;

  Protocol(String nftName, int number) {
    this.nftName = nftName;
    this.number = number;
  }

  /** Reads the name as policies write it, such as {@code tcp} or {@code icmpv6}. */
  public static Protocol parse(String text) {
    return Arrays.stream(values())
        .filter(p -> p.toString().equals(text) || p.nftName.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new PolicyException(
                    "unknown protocol '%s'; known: %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Protocol::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** Whether the protocol's header begins with a source port and a destination port. */
  public boolean hasPorts() {
    return switch (this) {
      case TCP, UDP, SCTP, DCCP, UDPLITE -> true;
      case ICMP, ICMPV6, GRE, ESP, AH -> false;
    };
  }

  /** The IANA protocol number. */
  public int number() {
    return number;
  }

  /** The name nft lists after {@code meta l4proto}. */
  public String nftName() {
    return nftName;
  }

  /** The name that policies write and that nft uses for the protocol's header fields. */
  @Override
  public String toString() {
    return this == ICMPV6 ? "icmpv6" : nftName;
  }
}
