package dev.netlab.emulator.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a kind of mapping may have. labs/lab.schema.json has the same under {@code $defs};
 * a test holds the two together.
 *
 * @param schema the name in {@code $defs}
 */
record Keys(String schema, List<String> names) {
  static final Keys LAB = of("lab", "name", "title", "networks", "nodes", "scenarios");
  static final Keys NETWORK = of("network", "mtu");
  static final Keys NODE =
      of(
          "node",
          "forwarding",
          "interfaces",
          "routes",
          "rules",
          "neighbours",
          "fdb",
          "sysctls",
          "hosts",
          "nameserver",
          "policy");

  /** What an interface is attached to: one of these. */
  static final List<String> ATTACHMENTS =
      List.of("network", "peer", "bridge", "vxlan", "geneve", "wireguard", "dummy");

  static final Keys INTERFACE =
      of(
          "interface",
          "network",
          "peer",
          "bridge",
          "vxlan",
          "geneve",
          "wireguard",
          "dummy",
          "address",
          "mac",
          "mtu",
          "alias",
          "master",
          "port",
          "proxy-arp",
          "up");
  static final Keys BRIDGE =
      of("bridge", "stp", "vlan-filtering", "ageing-time", "multicast-snooping");
  static final Keys BRIDGE_PORT =
      of("port", "learning", "flood", "hairpin", "isolated", "neigh-suppress");
  static final Keys VXLAN =
      of("vxlan", "id", "local", "remote", "port", "learning", "udp-checksum", "ttl");
  static final Keys GENEVE =
      of("geneve", "id", "remote", "port", "ttl", "df", "udp-checksum", "backend");
  static final Keys WIREGUARD =
      of("wireguard", "listen-port", "private-key", "fwmark", "peers", "backend");
  static final Keys WIREGUARD_PEER =
      of(
          "wireguard-peer",
          "node",
          "public-key",
          "preshared-key",
          "endpoint",
          "allowed-ips",
          "persistent-keepalive");
  static final Keys DUMMY = of("dummy");

  /** What a rule of a policy does: one of these. */
  static final Keys RULE =
      of(
          "rule",
          "dnat",
          "snat",
          "masquerade",
          "port-forward",
          "accept",
          "drop",
          "reject",
          "notrack",
          "clamp-mss");

  static final Keys DNAT = action("dnat", "to");
  static final Keys SNAT = action("snat", "to", "ports");
  static final Keys MASQUERADE = action("masquerade", "ports");
  static final Keys PORT_FORWARD = action("port-forward", "to", "masquerade");
  static final Keys ACCEPT = action("accept");
  static final Keys DROP = action("drop");
  static final Keys REJECT = action("reject", "with");
  static final Keys NOTRACK = action("notrack");
  static final Keys CLAMP_MSS = action("clamp-mss", "to");

  static final Keys SCENARIO = of("scenario", "run", "facts");
  static final Keys RUN = of("run", "node", "command");
  static final Keys CONDITION =
      of(
          "condition",
          "prints",
          "exit",
          "command",
          "address",
          "route",
          "lookup",
          "rule",
          "neighbour",
          "fdb",
          "link",
          "nft",
          "conntrack",
          "packet",
          "absent",
          "same",
          "path",
          "hidden",
          "differ");
  static final Keys COMMAND = of("command", "node", "run", "prints", "exit");
  static final Keys NFT = of("nft", "node", "table", "rule", "matched");
  static final Keys SAME = of("same", "packet", "at");
  static final Keys HIDDEN = of("hidden", "packet", "from");

  Keys {
    names = List.copyOf(names);
  }

  private static Keys of(String schema, String... names) {
    return new Keys(schema, List.of(names));
  }

  /** An action of a policy: every one takes the same conditions, beside fields of its own. */
  private static Keys action(String schema, String... own) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "source",
                "not-source",
                "destination",
                "not-destination",
                "destination-type",
                "in",
                "not-in",
                "out",
                "not-out",
                "protocol",
                "source-port",
                "port",
                "icmp-type",
                "state",
                "mark",
                "hook"));
    names.addAll(List.of(own));
    return new Keys(schema, names);
  }

  /** All of them. */
  static List<Keys> all() {
    return List.of(
        LAB,
        NETWORK,
        NODE,
        INTERFACE,
        BRIDGE,
        BRIDGE_PORT,
        VXLAN,
        GENEVE,
        WIREGUARD,
        WIREGUARD_PEER,
        DUMMY,
        RULE,
        DNAT,
        SNAT,
        MASQUERADE,
        PORT_FORWARD,
        ACCEPT,
        DROP,
        REJECT,
        NOTRACK,
        CLAMP_MSS,
        SCENARIO,
        RUN,
        CONDITION,
        COMMAND,
        NFT,
        SAME,
        HIDDEN);
  }
}
