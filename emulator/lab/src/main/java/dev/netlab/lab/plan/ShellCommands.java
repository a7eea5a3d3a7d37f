package dev.netlab.lab.plan;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.WireGuardPeer;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.syscall.Const;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Formats steps as commands of {@code ip}, {@code bridge}, {@code sysctl}, {@code nft} and {@code
 * wg}. Everything from a lab file is quoted as one shell word. Keys are in files that only root can
 * read.
 */
final class ShellCommands {
  /** The directory for the script's state; only root can read it. */
  static final String STATE = "/run/netlab-shell";

  /**
   * The sysctl of procps treats *, ? and [ as a pattern, and everything after the first = as a
   * value.
   */
  private static final Pattern SYSCTL_KEY = Pattern.compile("[A-Za-z0-9_./:@-]+");

  private final Plan plan;

  ShellCommands(Plan plan) {
    this.plan = plan;
  }

  List<String> of(Step step) {
    return switch (step) {
      case Step.MakeNamespace namespace -> namespace(namespace);
      case Step.AddLink link -> link(link);
      case Step.SetLink link -> set(link.node(), link.settings());
      case Step.Impair impair -> List.of(tc(impair.node(), impair.device(), impair.netem()));
      case Step.SetBridgePort port ->
          List.of(
              "bridge -n %s link set dev %s"
                  .formatted(namespace(port.node()), ShellLinks.port(port.device(), port.port())));
      case Step.StartSpanningTree tree -> spanningTree(tree);
      case Step.SetSysctl sysctl -> List.of(sysctl(sysctl.node(), sysctl.key(), sysctl.value()));
      case Step.AddAddress address ->
          List.of(
              ip(
                  address,
                  "address add %s dev %s"
                      .formatted(
                          ShellQuote.arguments(address.address().words()),
                          ShellQuote.of(address.device()))));
      case Step.AddRoute route ->
          List.of(ip(route, "route add " + ShellQuote.arguments(route.route().words())));
      case Step.AddRule rule -> List.of(rule(rule));
      case Step.AddNeighbour neighbour ->
          List.of(
              ip(neighbour, "neigh add " + ShellQuote.arguments(neighbour.neighbour().words())));
      case Step.AddFdb fdb ->
          List.of(
              "bridge -n %s fdb %s %s"
                  .formatted(
                      namespace(fdb.node()),
                      fdbCommand(fdb.entry().value()),
                      ShellQuote.arguments(fdb.entry().words())));
      case Step.LoadRuleset rules ->
          List.of(exec(rules, "nft -f - " + ShellQuote.here(rules.ruleset())));
      case Step.WriteFile file -> file(file);
      case Step.ConfigureWireGuard wireguard -> wireguard(wireguard);
      case Step.AttachGeneve geneve -> List.of(geneve(geneve));
      case Step.AttachWire wire -> wire(wire);
      case Step.StartContainer container -> new ShellContainers(plan).of(container);
    };
  }

  private List<String> namespace(Step.MakeNamespace step) {
    List<String> commands = new ArrayList<>();
    commands.add("ip netns add " + namespace(step.node()));
    // It marks the namespace as created by this script, which may delete it.
    commands.add("mkdir -p " + own(step.node()) + "/wireguard");
    commands.add(ip(step, "link set dev lo up"));
    step.sysctls().forEach((key, value) -> commands.add(sysctl(step.node(), key, value)));
    return commands;
  }

  private List<String> link(Step.AddLink step) {
    LinkSettings settings = step.settings();
    List<String> commands = new ArrayList<>();
    switch (step.device()) {
      case Device.Bridge bridge -> commands.add(add(step, ShellLinks.bridge(bridge.kind())));
      case Device.Kernel kernel -> commands.add(add(step, ShellLinks.kind(kernel.kind())));
      case Device.Veth veth ->
          commands.add(add(step, ShellLinks.veth(veth.peer(), namespace(veth.peerNode()))));
      case Device.Wire wire ->
          commands.add(add(step, ShellLinks.veth(wire.peer(), namespace(wire.peerNode()))));
      case Device.Tap _ -> commands.addAll(tunTap(step, "tap"));
      case Device.Tun _ -> commands.addAll(tunTap(step, "tun"));
    }
    commands.addAll(set(step.node(), settings));
    return commands;
  }

  private String add(Step.AddLink step, String kind) {
    return ip(step, "link add " + ShellLinks.add(step.settings(), kind));
  }

  /** The kernel chooses the index: ip(8) cannot set it. */
  private List<String> tunTap(Step.AddLink step, String mode) {
    String name = ShellQuote.of(step.settings().name());
    String early = ShellLinks.early(step.settings());
    List<String> commands = new ArrayList<>();
    commands.add(ip(step, "tuntap add dev " + name + " mode " + mode));
    if (!early.isEmpty()) {
      commands.add(ip(step, "link set dev " + name + early));
    }
    return commands;
  }

  private List<String> set(String node, LinkSettings settings) {
    return ShellLinks.set(settings).stream()
        .map(words -> "ip -n %s link set dev %s".formatted(namespace(node), words))
        .toList();
  }

  private String tc(String node, String device, Netem netem) {
    return "tc -n %s qdisc add dev %s root netem %s"
        .formatted(namespace(node), ShellQuote.of(device), ShellQuote.arguments(netem.toString()));
  }

  /** A script without netlab needs a kernel with netem, which uses the kernel's random numbers. */
  private List<String> wire(Step.AttachWire step) {
    Netem near = step.netem().withSeed(OptionalLong.empty());
    Netem far = step.peerNetem().withSeed(OptionalLong.empty());
    List<String> commands = new ArrayList<>();
    if (!near.isNone()) {
      commands.add(tc(step.node(), step.device(), near));
    }
    if (!far.isNone()) {
      commands.add(tc(step.peerNode(), step.peerDevice(), far));
    }
    return commands;
  }

  private String geneve(Step.AttachGeneve step) {
    Attachment.Geneve geneve = step.geneve();
    return exec(
        step,
        "netlab geneve %s id %d remote %s dstport %d%s %s%s"
            .formatted(
                ShellQuote.of(step.device()),
                geneve.id(),
                IpAddress.of(geneve.remote()),
                geneve.port(),
                geneve.ttl().isPresent() ? " ttl " + geneve.ttl().getAsInt() : "",
                ShellLinks.checksum(geneve.udpChecksum(), geneve.remote() instanceof Inet6Address),
                ShellLinks.df(geneve.df())));
  }

  /** If its link is requested, the kernel lets a port that is up forward at once. */
  private List<String> spanningTree(Step.StartSpanningTree step) {
    List<String> commands = new ArrayList<>();
    for (String port : step.ports()) {
      commands.add(ip(step, "link show dev " + ShellQuote.of(port) + " >/dev/null"));
    }
    commands.add(
        ip(step, "link set dev " + ShellQuote.of(step.device()) + " type bridge stp_state 1"));
    return commands;
  }

  /** ip(8) infers the family of a route from its addresses; for a rule it must be specified. */
  private String rule(Step.AddRule step) {
    return "ip %s-n %s rule add %s"
        .formatted(
            step.rule().value().family() == Const.AF_INET6 ? "-6 " : "",
            namespace(step.node()),
            ShellQuote.arguments(step.rule().words()));
  }

  private List<String> file(Step.WriteFile step) {
    String folder = "/etc/netns/" + namespace(step.node());
    return List.of(
        "mkdir -p " + folder,
        "printf %%s %s >%s/%s"
            .formatted(ShellQuote.of(step.text()), folder, ShellQuote.of(step.name())));
  }

  /** Each node has a private /run/wireguard, so that tunnels with the same name do not collide. */
  private List<String> wireguard(Step.ConfigureWireGuard step) {
    List<String> commands = new ArrayList<>();
    switch (step.carrier()) {
      case KERNEL -> {}
      case AGENT -> commands.add(enter(step, "wireguard-java " + ShellQuote.of(step.device())));
    }
    List<String> words = new ArrayList<>(List.of("wg", "set", step.device()));
    words.addAll(List.of("private-key", privateKey(step.node(), step.device())));
    step.wireguard()
        .listenPort()
        .ifPresent(port -> words.addAll(List.of("listen-port", Integer.toString(port))));
    if (step.wireguard().fwmark() != 0) {
      words.addAll(List.of("fwmark", Integer.toUnsignedString(step.wireguard().fwmark())));
    }
    StringBuilder set = new StringBuilder(ShellQuote.words(words));
    List<WireGuardPeer> peers = step.wireguard().peers();
    for (int i = 0; i < peers.size(); i++) {
      String shared = own(step.node()) + "/preshared/" + step.device() + "/" + i;
      peers
          .get(i)
          .presharedKey()
          .ifPresent(key -> commands.add(secret(shared, print(key.base64()))));
      set.append(peer(peers.get(i), shared));
    }
    commands.add(enter(step, set.toString()));
    return commands;
  }

  /** Wraps a command so that {@code wg} finds the node's tunnels. */
  private String enter(Step.ConfigureWireGuard step, String command) {
    return switch (step.carrier()) {
      case KERNEL -> exec(step, command);
      case AGENT ->
          exec(
              step,
              "unshare --mount --propagation slave sh -ec 'mkdir -p \"$0\" /run/wireguard; mount"
                  + " --bind \"$0\" /run/wireguard; exec \"$@\"' "
                  + ShellQuote.of(own(step.node()) + "/wireguard")
                  + " "
                  + command);
    };
  }

  /** The key is already in its file, or is generated there. */
  static List<String> makeKey(Plan plan, Step.ConfigureWireGuard step) {
    ShellCommands commands = new ShellCommands(plan);
    return List.of(
        secret(
            commands.privateKey(step.node(), step.device()),
            step.wireguard().privateKey().map(key -> print(key.base64())).orElse("wg genkey")));
  }

  private static String print(String line) {
    return "printf '%s\\n' " + ShellQuote.of(line);
  }

  /** Writes the output of a command to a file that only root can read. */
  private static String secret(String file, String command) {
    String folder = file.substring(0, file.lastIndexOf('/'));
    return "(umask 077 && mkdir -p %s && %s >%s)"
        .formatted(ShellQuote.of(folder), command, ShellQuote.of(file));
  }

  private String privateKey(String node, String device) {
    return own(node) + "/keys/" + device;
  }

  /** The directory with the script's state of a node. */
  private String own(String node) {
    return STATE + "/" + namespace(node);
  }

  private String peer(WireGuardPeer peer, String shared) {
    String key =
        switch (peer.identity()) {
          case Identity.PublicKey known -> known.key().base64();
          case Identity.Tunnel tunnel ->
              "\"$(wg pubkey <%s)\""
                  .formatted(ShellQuote.of(privateKey(tunnel.node(), tunnel.interfaceName())));
        };
    return " peer "
        + key
        + (peer.presharedKey().isPresent() ? " preshared-key " + ShellQuote.of(shared) : "")
        + peer.endpoint().map(e -> " endpoint " + ShellQuote.of(endpoint(e))).orElse("")
        + (peer.persistentKeepalive() == 0
            ? ""
            : " persistent-keepalive " + peer.persistentKeepalive())
        + " allowed-ips "
        + ShellQuote.of(
            peer.allowedIps().stream().map(a -> a.value().cidr()).collect(Collectors.joining(",")));
  }

  private static String endpoint(InetSocketAddress endpoint) {
    return IpAddress.of(endpoint.getAddress()).withPort(endpoint.getPort());
  }

  /** A bridge may have learned the station in the meantime. */
  private static String fdbCommand(FdbEntry entry) {
    return switch (entry.holder()) {
      case MASTER -> "replace";
      case SELF -> entry.isOneOfMany() ? "append" : "add";
    };
  }

  private String sysctl(String node, String key, String value) {
    if (SYSCTL_KEY.matcher(key).matches()) {
      return "ip netns exec %s sysctl -%sqw %s"
          .formatted(
              namespace(node),
              Sysctls.isOptional(key, value) ? "e" : "",
              ShellQuote.of(key + "=" + value));
    }
    return "ip netns exec %s sh -c 'printf %%s \"$1\" >\"$0\"' %s"
        .formatted(namespace(node), ShellQuote.words(List.of(Sysctls.file(key), value)));
  }

  private String ip(Step step, String arguments) {
    return "ip -n " + namespace(step.node()) + " " + arguments;
  }

  private String exec(Step step, String command) {
    return "ip netns exec " + namespace(step.node()) + " " + command;
  }

  private String namespace(String node) {
    return plan.namespace(node);
  }
}
