package dev.netlab.nft.policy;

import dev.netlab.nft.value.IpFamily;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import java.util.Optional;

/** What a rule does with a packet. */
public sealed interface Action {
  /** New destination, at the first packet of a connection. */
  record Dnat(NatTarget to) implements Action {}

  /** New destination prefix; the host bits stay, so that the mapping is one to one. */
  record DnatPrefix(Prefix to) implements Action {}

  /** New source, at the first packet of a connection. */
  record Snat(NatTarget to, PortChoice ports) implements Action {}

  /** New source prefix; the host bits stay. */
  record SnatPrefix(Prefix to) implements Action {}

  /**
   * New source: the first address of the interface the packet leaves by.
   *
   * @param range the ports to choose from; needs a protocol with ports
   */
  record Masquerade(PortChoice ports, Optional<PortRange> range) implements Action {}

  /**
   * A port that leads elsewhere, for packets from outside and from the node itself, as a Kubernetes
   * NodePort or a port published by docker.
   *
   * @param masquerade with which new source port the source becomes the node's own, so that replies
   *     come back through it; absent to keep the source
   */
  record PortForward(NatTarget to, Optional<PortChoice> masquerade) implements Action {}

  /** No more rules of this table's chain; other tables still see the packet. */
  record Accept() implements Action {}

  /** The packet vanishes. */
  record Drop() implements Action {}

  /** The packet is refused and its sender told. */
  record Reject(RejectWith with) implements Action {}

  /** No connection tracking, hence no translation, for these packets. */
  record Notrack() implements Action {}

  /**
   * Lowers the maximum segment size that a TCP SYN announces (RFC 879).
   *
   * @param size in bytes; absent for what the route's MTU allows
   */
  record ClampMss(Optional<Integer> size) implements Action {}

  /** The family of the addresses or codes it names, if it names some. */
  default Optional<IpFamily> family() {
    return switch (this) {
      case Dnat dnat -> Optional.of(dnat.to().addresses().family());
      case DnatPrefix dnat -> Optional.of(dnat.to().family());
      case Snat snat -> Optional.of(snat.to().addresses().family());
      case SnatPrefix snat -> Optional.of(snat.to().family());
      case PortForward forward -> Optional.of(forward.to().addresses().family());
      case Reject reject ->
          switch (reject.with()) {
            case RejectWith.TcpReset _ -> Optional.empty();
            case RejectWith.Unreachable unreachable -> unreachable.family();
          };
      case Masquerade _, Accept _, Drop _, Notrack _, ClampMss _ -> Optional.empty();
    };
  }
}
