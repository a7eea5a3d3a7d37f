package dev.netlab.lab.yaml;

import dev.netlab.nft.policy.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The keys that a kind of mapping may contain. labs/lab.schema.json contains the same keys under
 * {@code $defs}; a test compares the two.
 *
 * @param schema the name in {@code $defs}
 */
record Keys(String schema, List<String> names) {
  static final Keys LAB =
      of("lab", "name", "title", "packages", "networks", "kubernetes", "nodes", "scenarios");
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
          "containers",
          "policy",
          "nft",
          "acls",
          "kubernetes");

  static final Keys CONTAINER = of("container", "command", "files", "ready", "after", "restart");
  static final Keys CONTAINER_FILE = of("container-file", "content", "mode");

  /** How to detect that a container is ready: one of these. */
  static final Keys READY = of("ready", "tcp", "udp", "exec");

  /** The attachment of an interface: one of these. */
  static final List<String> ATTACHMENTS =
      List.of("network", "peer", "bridge", "vxlan", "geneve", "wireguard", "tap", "dummy");

  static final Keys INTERFACE =
      of(
          "interface",
          "network",
          "peer",
          "bridge",
          "vxlan",
          "geneve",
          "wireguard",
          "tap",
          "dummy",
          "address",
          "mac",
          "index",
          "mtu",
          "alias",
          "master",
          "port",
          "impair",
          "proxy-arp",
          "up");

  /** Kinds of link of {@code ip link add} that a lab file does not support. */
  private static final Set<String> OTHER_LINKS =
      Set.of(
          "amt",
          "bareudp",
          "batadv",
          "bond",
          "can",
          "erspan",
          "gre",
          "gretap",
          "gtp",
          "hsr",
          "ifb",
          "ip6erspan",
          "ip6gre",
          "ip6gretap",
          "ip6tnl",
          "ipip",
          "ipoib",
          "ipvlan",
          "ipvtap",
          "l2tp",
          "macsec",
          "macvlan",
          "macvtap",
          "netdevsim",
          "netkit",
          "nlmon",
          "openvswitch",
          "ovs",
          "rmnet",
          "sit",
          "team",
          "vcan",
          "vlan",
          "vrf",
          "vti",
          "vti6",
          "vxcan",
          "xfrm");

  static final Keys BRIDGE =
      of(
          "bridge",
          "stp",
          "forward-delay",
          "vlan-filtering",
          "ageing-time",
          "multicast-snooping",
          "nf-call-iptables");
  static final Keys BRIDGE_PORT =
      of(
          "port",
          "learning",
          "flood",
          "multicast-flood",
          "broadcast-flood",
          "hairpin",
          "isolated",
          "neigh-suppress");
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
  static final Keys TAP = of("tap");
  static final Keys DUMMY = of("dummy");
  static final Keys IMPAIR =
      of("impair", "delay", "jitter", "loss", "rate", "limit", "duplicate", "reorder", "seed");

  /** The action of a policy rule: one of these. */
  static final Keys RULE = new Keys("rule", List.copyOf(RuleReader.actions()));

  /** Each action of a policy, with the conditions that it takes and its additional fields. */
  static final List<Keys> ACTIONS =
      RuleReader.actions().stream()
          .map(action -> new Keys(action, List.copyOf(RuleReader.fields(action))))
          .toList();

  static final Keys ACL = of("acl", "in", "out", "rules");

  /** The action of an ACL line: one of these. */
  static final Keys ACL_RULE = of("acl-rule", "permit", "reflect", "deny");

  /** The conditions of an ACL line; the ACL specifies the interfaces. */
  static final Keys ACL_CONDITIONS =
      new Keys(
          "acl-conditions",
          RuleReader.fields("drop").stream()
              .filter(name -> !Set.of("in", "not-in", "out", "not-out", "hook").contains(name))
              .toList());

  static final Keys KUBERNETES = of("kubernetes-node", "node", "policies", "services");
  static final Keys KUBERNETES_POLICIES = of("kubernetes-policies", "node-addresses");
  static final Keys KUBERNETES_SERVICES =
      of("kubernetes-services", "pods", "range", "node-addresses", "source", "local-weight");
  static final Keys SCENARIO = of("scenario", "listen", "run", "facts");
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
          "trace",
          "nft",
          "hooks",
          "conntrack",
          "connection-events",
          "packet",
          "absent",
          "same",
          "path",
          "hidden",
          "differ");
  static final Keys COMMAND = of("command", "node", "run", "prints", "exit");
  static final Keys NFT = of("nft", "node", "table", "rule", "matched");
  static final Keys TRACE = of("trace", "node", "run", "summary");
  static final Keys HOOKS = of("hooks", "node", "packet", "pass");
  static final Keys CONNECTION_EVENTS = of("connection-events", "node", "of", "states");
  static final Keys SAME = of("same", "packet", "at");
  static final Keys HIDDEN = of("hidden", "packet", "from");

  Keys {
    names = List.copyOf(names);
  }

  /** What to do about a key that is not one of these. */
  String advice(String key) {
    if (key.equals("<<")) {
      return "a lab file has no merge keys; write the keys here";
    }
    if (equals(INTERFACE)) {
      String kinds = String.join(", ", ATTACHMENTS);
      if (OTHER_LINKS.contains(key)) {
        return "netlab does not support links of that kind; there are %s, and a container may make others by ip link add"
            .formatted(kinds);
      }
      switch (key) {
        case "veth" -> {
          return "write network: NAME or peer: NODE:INTERFACE, which are veths";
        }
        case "tun" -> {
          return "write tap: {}, or wireguard:";
        }
        case "type", "kind" -> {
          return "write the kind itself as a key, such as bridge: {}; there are " + kinds;
        }
        default -> {}
      }
    }
    return Suggestion.among(key, names);
  }

  private static Keys of(String schema, String... names) {
    return new Keys(schema, List.of(names));
  }

  /**
   * The keys of an action.
   *
   * @param action one of {@link #RULE}
   */
  static Keys ofAction(String action) {
    return ACTIONS.stream().filter(keys -> keys.schema.equals(action)).findFirst().orElseThrow();
  }

  /** All sets of keys. */
  static List<Keys> all() {
    List<Keys> all =
        new ArrayList<>(
            List.of(
                LAB,
                NETWORK,
                NODE,
                CONTAINER,
                CONTAINER_FILE,
                READY,
                INTERFACE,
                BRIDGE,
                BRIDGE_PORT,
                VXLAN,
                GENEVE,
                WIREGUARD,
                WIREGUARD_PEER,
                TAP,
                DUMMY,
                IMPAIR,
                RULE,
                ACL,
                ACL_RULE,
                ACL_CONDITIONS,
                KUBERNETES,
                KUBERNETES_POLICIES,
                KUBERNETES_SERVICES,
                SCENARIO,
                RUN,
                CONDITION,
                COMMAND,
                TRACE,
                NFT,
                HOOKS,
                CONNECTION_EVENTS,
                SAME,
                HIDDEN));
    all.addAll(ACTIONS);
    return all;
  }
}
