package dev.netlab.emulator.plan;

import dev.netlab.emulator.lab.Attachment;
import dev.netlab.emulator.lab.WireGuardPeer;
import dev.netlab.emulator.lab.WireGuardPeer.Identity;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.route.FdbEntry;
import dev.netlab.netlink.route.LinkSettings;
import dev.netlab.netlink.route.Netem;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Steps as commands of {@code ip}, {@code bridge}, {@code sysctl}, {@code nft} and {@code wg}. Keys
 * that are made when the lab is are the shell variables that {@link #keyVariable} names.
 */
final class ShellCommands {
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
      case Step.StartSpanningTree tree ->
          List.of(ip(tree, "link set dev " + tree.device() + " type bridge stp_state 1"));
      case Step.SetSysctl sysctl -> List.of(sysctl(sysctl.node(), sysctl.key(), sysctl.value()));
      case Step.AddAddress address ->
          List.of(ip(address, "address add " + address.address() + " dev " + address.device()));
      case Step.AddRoute route -> List.of(ip(route, "route add " + route.route()));
      case Step.AddRule rule -> List.of(ip(rule, "rule add " + rule.rule()));
      case Step.AddNeighbour neighbour ->
          List.of(ip(neighbour, "neigh add " + neighbour.neighbour()));
      case Step.AddFdb fdb ->
          List.of(
              "bridge -n %s fdb %s %s"
                  .formatted(
                      namespace(fdb.node()),
                      // A bridge may have learned the station meanwhile.
                      FdbEntry.parse(fdb.entry()).holder() == FdbEntry.Holder.MASTER
                          ? "replace"
                          : "add",
                      fdb.entry()));
      case Step.LoadRuleset rules ->
          List.of(exec(rules, "nft -f - <<'END'\n" + rules.ruleset().stripTrailing() + "\nEND"));
      case Step.WriteFile file ->
          List.of(
              "mkdir -p /etc/netns/%1$s && cat >/etc/netns/%1$s/%2$s <<'END'\n%3$s\nEND"
                  .formatted(namespace(file.node()), file.name(), file.text().stripTrailing()));
      case Step.ConfigureWireGuard wireguard -> wireguard(wireguard);
      case Step.AttachGeneve geneve -> List.of(geneve(geneve));
      case Step.AttachWire wire -> wire(wire);
      case Step.StartContainer container -> new ShellContainers(plan).of(container);
    };
  }

  private List<String> namespace(Step.MakeNamespace step) {
    List<String> commands = new ArrayList<>();
    commands.add("ip netns add " + namespace(step.node()));
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
      case Device.Tap _ -> commands.add(tunTap(step, "tap"));
      case Device.Tun _ -> commands.add(tunTap(step, "tun"));
    }
    commands.addAll(set(step.node(), settings));
    return commands;
  }

  private String add(Step.AddLink step, String kind) {
    return ip(step, "link add " + ShellLinks.add(step.settings(), kind));
  }

  private String tunTap(Step.AddLink step, String mode) {
    String early = ShellLinks.early(step.settings());
    String name = step.settings().name();
    return ip(step, "tuntap add dev " + name + " mode " + mode)
        + (early.isEmpty() ? "" : " && " + ip(step, "link set dev " + name + early));
  }

  private List<String> set(String node, LinkSettings settings) {
    return ShellLinks.set(settings).stream()
        .map(words -> "ip -n %s link set dev %s".formatted(namespace(node), words))
        .toList();
  }

  private String tc(String node, String device, Netem netem) {
    return "tc -n %s qdisc add dev %s root netem %s".formatted(namespace(node), device, netem);
  }

  /** A script without netlab needs a kernel with netem; the dice are the kernel's own then. */
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
        "netlab geneve %s id %d remote %s dstport %d%s %s"
            .formatted(
                step.device(),
                geneve.id(),
                IpAddress.of(geneve.remote()),
                geneve.port(),
                geneve.ttl().isPresent() ? " ttl " + geneve.ttl().getAsInt() : "",
                geneve.udpChecksum() ? "udpcsum" : "noudpcsum"));
  }

  /** Each node has a /run/wireguard of its own, so that tunnels of one name do not collide. */
  private List<String> wireguard(Step.ConfigureWireGuard step) {
    StringBuilder arguments = new StringBuilder("private-key /dev/stdin");
    step.wireguard().listenPort().ifPresent(p -> arguments.append(" listen-port ").append(p));
    if (step.wireguard().fwmark() != 0) {
      arguments.append(" fwmark ").append(step.wireguard().fwmark());
    }
    step.wireguard().peers().forEach(peer -> arguments.append(peer(peer)));
    String set = "wg set " + step.device() + " " + arguments;
    String key = "echo \"$" + keyVariable(step.node(), step.device()) + "\" | ";
    return switch (step.carrier()) {
      case KERNEL -> List.of(key + exec(step, set));
      case AGENT -> {
        String directory = "/run/netlab-shell/" + namespace(step.node());
        String enter =
            exec(
                step,
                "unshare --mount --propagation slave sh -ec"
                    + " 'mkdir -p %1$s /run/wireguard; mount --bind %1$s /run/wireguard; %2$s'");
        yield List.of(
            enter.formatted(directory, "wireguard-java " + step.device()),
            key + enter.formatted(directory, set));
      }
    };
  }

  private static String peer(WireGuardPeer peer) {
    String key =
        switch (peer.identity()) {
          case Identity.PublicKey known -> known.key().base64();
          case Identity.Tunnel tunnel ->
              "\"$(echo \"$%s\" | wg pubkey)\""
                  .formatted(keyVariable(tunnel.node(), tunnel.interfaceName()));
        };
    return " peer "
        + key
        + peer.endpoint().map(e -> " endpoint " + endpoint(e)).orElse("")
        + (peer.persistentKeepalive() == 0
            ? ""
            : " persistent-keepalive " + peer.persistentKeepalive())
        + " allowed-ips "
        + peer.allowedIps().stream().map(a -> a.value()).collect(Collectors.joining(","));
  }

  private static String endpoint(InetSocketAddress endpoint) {
    return IpAddress.of(endpoint.getAddress()).withPort(endpoint.getPort());
  }

  /** The variable that holds a tunnel's private key. */
  static String keyVariable(String node, String device) {
    return "key_" + (node + "_" + device).replaceAll("[^A-Za-z0-9_]", "_");
  }

  private String sysctl(String node, String key, String value) {
    return "ip netns exec %s sysctl -%sqw %s=%s"
        .formatted(
            namespace(node), Sysctls.isOptional(key, value) ? "e" : "", key, Quoted.of(value));
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
