package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.PortRange;
import java.util.List;
import java.util.Optional;

/** What a rule does with a packet. */
public sealed interface Action {
  /** A new destination, set at the first packet of a connection. */
  record Dnat(NatTarget to) implements Action {}

  /** A new destination prefix; the host bits are kept, so the mapping is one to one. */
  record DnatPrefix(IpPrefix to) implements Action {}

  /** A new source, set at the first packet of a connection. */
  record Snat(NatTarget to, PortChoice ports) implements Action {}

  /**
   * A new source from a pool; a source always gets the same address (RFC 4787, REQ-2).
   *
   * @param pool at least two addresses of one family
   */
  record SnatPool(List<IpAddress> pool, PortChoice ports) implements Action {
    public SnatPool {
      pool = List.copyOf(pool);
      if (pool.stream().map(IpAddress::version).distinct().count() != 1) {
        throw new PolicyException("to", "mixes IPv4 and IPv6; write one rule for each");
      }
      if (pool.stream().distinct().count() != pool.size()) {
        throw new PolicyException("to", "names one address twice");
      }
    }
  }

  /**
   * A different new source for each source, as for a Kubernetes egress address; other sources are
   * not changed.
   */
  record SnatMap(List<NatMapping> map, PortChoice ports) implements Action {
    public SnatMap {
      map = NatMapping.check(map);
    }
  }

  /**
   * A different new destination for each destination, as for a floating address; other destinations
   * are not changed.
   */
  record DnatMap(List<NatMapping> map) implements Action {
    public DnatMap {
      map = NatMapping.check(map);
    }
  }

  /** No translation by any table, as in VPP's identity mapping. */
  record NoNat() implements Action {}

  /** A new source prefix; the host bits are kept. */
  record SnatPrefix(IpPrefix to) implements Action {}

  /**
   * A new source: the first address of the output interface.
   *
   * @param range the ports to choose from; requires a protocol with ports
   */
  record Masquerade(PortChoice ports, Optional<PortRange> range) implements Action {}

  /**
   * A forwarded port, for packets from outside and from the node itself, such as a Kubernetes
   * NodePort or a port published by docker.
   *
   * @param source the new source, so that replies come back through the node; absent to keep the
   *     source
   * @param hairpin the new source if the client is the target itself, which would otherwise answer
   *     itself directly
   */
  record PortForward(NatTarget to, Optional<NewSource> source, Optional<NewSource> hairpin)
      implements Action {
    public PortForward {
      checkSource("snat", to, source);
      checkSource("hairpin", to, hairpin);
    }

    private static void checkSource(String field, NatTarget to, Optional<NewSource> source) {
      if (source.orElse(null) instanceof NewSource.Fixed fixed
          && fixed.address().version() != to.addresses().version()) {
        throw new PolicyException(
            field, "is " + fixed.address().version() + " while the target is not");
      }
    }
  }

  /** Ends this table's chain; other tables still see the packet. */
  record Accept() implements Action {}

  /** The packet is dropped silently. */
  record Drop() implements Action {}

  /** The packet is rejected and its sender notified. */
  record Reject(RejectWith with) implements Action {}

  /** Disables connection tracking, and therefore translation, for these packets. */
  record Notrack() implements Action {}

  /**
   * Lowers the maximum segment size that a TCP SYN announces (RFC 879).
   *
   * @param size in bytes; absent to use what the route's MTU allows
   */
  record ClampMss(Optional<Integer> size) implements Action {}

  /** The family of the addresses or codes that the action names, if it names any. */
  default Optional<IpVersion> family() {
    return switch (this) {
      case Dnat dnat -> Optional.of(dnat.to().addresses().version());
      case DnatPrefix dnat -> Optional.of(dnat.to().version());
      case Snat snat -> Optional.of(snat.to().addresses().version());
      case SnatPrefix snat -> Optional.of(snat.to().version());
      case PortForward forward -> Optional.of(forward.to().addresses().version());
      case Reject reject ->
          switch (reject.with()) {
            case RejectWith.TcpReset _ -> Optional.empty();
            case RejectWith.Unreachable unreachable -> unreachable.family();
          };
      case SnatPool snat -> Optional.of(snat.pool().getFirst().version());
      case SnatMap snat -> Optional.of(snat.map().getFirst().to().version());
      case DnatMap dnat -> Optional.of(dnat.map().getFirst().to().version());
      case NoNat _, Masquerade _, Accept _, Drop _, Notrack _, ClampMss _ -> Optional.empty();
    };
  }
}
