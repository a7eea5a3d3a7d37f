package dev.netlab.insight.story;

import java.util.Optional;

/**
 * What a node did with a packet, and why. Addresses, rules and routes are in the tools' spelling.
 */
public sealed interface Event {

  /**
   * A route was looked up.
   *
   * @param rule the policy-routing rule that chose the table, {@code ip rule}'s line
   * @param route {@code ip route}'s line
   * @param table {@code main}, {@code local} or a number
   * @param via the gateway, if there is one
   * @param dev the interface; empty for a route that refuses
   */
  record Route(String rule, String route, String table, Optional<String> via, String dev)
      implements Event {}

  /**
   * The link-layer address of the next hop was taken from the neighbour table.
   *
   * @param state of {@code ip neigh}: {@code REACHABLE}, {@code PERMANENT}, {@code FAILED}
   */
  record Neighbour(String address, String dev, String lladdr, String state) implements Event {}

  /**
   * A bridge chose a port.
   *
   * @param lladdr the destination
   * @param port the interface; several, parted by commas, where it was flooded
   */
  record Forwarding(String bridge, String lladdr, String port) implements Event {}

  /**
   * The packet came to a hook of netfilter.
   *
   * @param name {@code prerouting}, {@code input}, {@code forward}, {@code output} or {@code
   *     postrouting}
   */
  record Hook(String name) implements Event {}

  /**
   * An nftables rule matched.
   *
   * @param table with its family, {@code inet remap-podcidr}
   * @param handle of {@code nft -a list}; 0 for a chain's policy
   * @param text as nft lists it
   * @param verdict {@code accept}, {@code drop}, {@code jump} with its chain, {@code continue}
   * @param origin the place in the lab file that it was compiled from, {@code lab.yaml:57:9}; empty
   *     for a rule that somebody else made
   */
  record RuleMatched(
      String table, String chain, long handle, String text, String verdict, String origin)
      implements Event {}

  /**
   * A connection was tracked.
   *
   * @param original the tuple of its first packet, {@code udp 10.0.0.1:7 > 10.0.0.2:9}
   * @param reply the tuple that answers have
   * @param state {@code new} for the connection's first packet, {@code established} and so on
   * @param zone 0 for none
   */
  record Connection(String original, String reply, String state, int zone) implements Event {}

  /**
   * Addresses or ports were replaced.
   *
   * @param side what was replaced
   * @param before {@code 10.200.1.3:56322}
   * @param after {@code 172.18.0.2:51424}
   */
  record Translation(Side side, String before, String after) implements Event {
    /** Which end was replaced. */
    public enum Side {
      SOURCE,
      DESTINATION;

      /** {@code source} or {@code destination}. */
      @Override
      public String toString() {
        return this == SOURCE ? "source" : "destination";
      }
    }
  }

  /** The packet went into a tunnel. */
  record Encapsulation(TunnelHeader header) implements Event {}

  /** The packet came out of a tunnel. */
  record Decapsulation(TunnelHeader header) implements Event {}

  /**
   * A tunnel's header.
   *
   * @param kind {@code geneve}, {@code vxlan} or {@code wireguard}
   * @param interfaceName of the tunnel's device
   * @param id {@code id 1}; of WireGuard {@code receiver 0x1f2e3d4c counter 7}
   * @param from address and port
   * @param to address and port
   */
  record TunnelHeader(String kind, String interfaceName, String id, String from, String to) {}

  /** Something else that is worth to know, a sentence without a full stop. */
  record Remark(String text) implements Event {}
}
