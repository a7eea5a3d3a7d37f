package dev.netlab.emulator.plan;

import dev.netlab.emulator.lab.Attachment;
import dev.netlab.emulator.lab.Backend;
import dev.netlab.emulator.lab.Interface;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Location;
import dev.netlab.emulator.lab.Network;
import dev.netlab.emulator.lab.Node;
import dev.netlab.emulator.plan.Step.Carrier;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns a lab into a plan for a kernel that has the given kinds of link. */
public final class Planner {
  /** The bridge in a network's namespace. */
  public static final String NETWORK_BRIDGE = "br0";

  private static final int TUNNEL_MTU_IPV4 = 1450;
  private static final int TUNNEL_MTU_IPV6 = 1430;
  private static final int WIREGUARD_MTU = 1420;

  private final Lab lab;
  private final Set<LinkType> kernel;
  private final Map<String, PortNames> ports = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Planner(Lab lab, Set<LinkType> kernel) {
    this.lab = lab;
    this.kernel = kernel;
  }

  /**
   * The plan for the lab.
   *
   * @param kernel what this machine's kernel has of the kinds that not every kernel has
   * @throws PlanException if the lab insists on one that it lacks
   */
  public static Plan plan(Lab lab, Set<LinkType> kernel) {
    Planner planner = new Planner(lab, kernel);
    lab.networks().forEach(planner::network);
    lab.nodes().forEach(planner::node);
    // The sort is stable: within a phase the file's order stays.
    return new Plan(
        lab.name(), planner.steps.stream().sorted(Comparator.comparing(Step::phase)).toList());
  }

  private void network(Network network) {
    steps.add(new Step.MakeNamespace(network.name(), Sysctls.forNetwork(), network.at()));
    LinkSettings settings =
        new LinkSettings(Optional.empty(), network.mtu(), Optional.empty(), Optional.empty(), true);
    Attachment.BridgeDevice plain =
        new Attachment.BridgeDevice(
            Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());
    steps.add(
        new Step.AddLink(
            network.name(), NETWORK_BRIDGE, new Device.Bridge(plain), settings, network.at()));
  }

  private void node(Node node) {
    steps.add(new Step.MakeNamespace(node.name(), Sysctls.forNode(node), node.at()));
    node.interfaces().forEach(i -> link(node, i));
    for (Interface i : node.interfaces()) {
      if (i.proxyArp()) {
        Sysctls.proxyArp(i.name())
            .forEach((k, v) -> steps.add(new Step.SetSysctl(node.name(), k, v, i.at())));
      }
      i.addresses()
          .forEach(a -> steps.add(new Step.AddAddress(node.name(), i.name(), a.value(), a.at())));
    }
    Sysctls.ofLinks(node)
        .forEach((k, v) -> steps.add(new Step.SetSysctl(node.name(), k, v, node.at())));
    node.neighbours()
        .forEach(n -> steps.add(new Step.AddNeighbour(node.name(), n.value(), n.at())));
    node.fdb().forEach(f -> steps.add(new Step.AddFdb(node.name(), f.value(), f.at())));
    node.routes().forEach(r -> steps.add(new Step.AddRoute(node.name(), r.value(), r.at())));
    node.rules().forEach(r -> steps.add(new Step.AddRule(node.name(), r.value(), r.at())));
    NodeFiles.own(lab, node)
        .forEach((n, text) -> steps.add(new Step.WriteFile(node.name(), n, text, node.at())));
  }

  private void link(Node node, Interface i) {
    switch (i.attachment()) {
      case Attachment.NetworkPort port -> networkPort(node, i, port);
      case Attachment.VethPeer peer -> veth(node, i, peer);
      case Attachment.VethEnd end -> {
        // Made together with the end that names it.
      }
      case Attachment.BridgeDevice bridge -> add(node, i, new Device.Bridge(bridge), i.mtu());
      case Attachment.Vxlan vxlan -> {
        int fallback =
            vxlan.remote().or(vxlan::local).filter(Inet6Address.class::isInstance).isPresent()
                ? TUNNEL_MTU_IPV6
                : TUNNEL_MTU_IPV4;
        add(node, i, new Device.Vxlan(vxlan), mtu(i, fallback));
      }
      case Attachment.Geneve geneve -> geneve(node, i, geneve);
      case Attachment.WireGuard wireguard -> wireguard(node, i, wireguard);
      case Attachment.Dummy dummy -> {
        carrier(node, i, LinkType.DUMMY, Backend.KERNEL);
        add(node, i, new Device.Dummy(), i.mtu());
      }
    }
  }

  /** Made from the network's side, so that one request makes the port, its bridge and both ends. */
  private void networkPort(Node node, Interface i, Attachment.NetworkPort port) {
    Network network = lab.network(port.network()).orElseThrow();
    LinkSettings nodeEnd = settings(i, i.mtu().isPresent() ? i.mtu() : network.mtu());
    LinkSettings portEnd =
        new LinkSettings(
            Optional.empty(),
            nodeEnd.mtu(),
            Optional.of(node.name() + ":" + i.name()),
            Optional.of(new Device.Master(NETWORK_BRIDGE, Optional.empty())),
            true);
    String name =
        ports.computeIfAbsent(port.network(), n -> new PortNames()).port(node.name(), i.name());
    Device device = new Device.Veth(node.name(), i.name(), nodeEnd);
    steps.add(new Step.AddLink(port.network(), name, device, portEnd, i.at()));
  }

  private void veth(Node node, Interface i, Attachment.VethPeer peer) {
    Interface other =
        lab.node(peer.node()).flatMap(n -> n.interfaceNamed(peer.interfaceName())).orElseThrow();
    Device device =
        new Device.Veth(peer.node(), peer.interfaceName(), settings(other, other.mtu()));
    add(node, i, device, i.mtu());
  }

  private void geneve(Node node, Interface i, Attachment.Geneve geneve) {
    OptionalInt mtu =
        mtu(i, geneve.remote() instanceof Inet6Address ? TUNNEL_MTU_IPV6 : TUNNEL_MTU_IPV4);
    switch (carrier(node, i, LinkType.GENEVE, geneve.backend())) {
      case KERNEL -> add(node, i, new Device.Geneve(geneve), mtu);
      case AGENT -> {
        add(node, i, new Device.Tap(), mtu);
        steps.add(new Step.AttachGeneve(node.name(), i.name(), geneve, i.at()));
      }
    }
  }

  private void wireguard(Node node, Interface i, Attachment.WireGuard wireguard) {
    Carrier carrier = carrier(node, i, LinkType.WIREGUARD, wireguard.backend());
    Device device =
        switch (carrier) {
          case KERNEL -> new Device.WireGuard();
          case AGENT -> new Device.Tun();
        };
    add(node, i, device, mtu(i, WIREGUARD_MTU));
    steps.add(new Step.ConfigureWireGuard(node.name(), i.name(), carrier, wireguard, i.at()));
  }

  private Carrier carrier(Node node, Interface i, LinkType type, Backend backend) {
    return switch (backend) {
      case USERSPACE -> Carrier.AGENT;
      case AUTO -> kernel.contains(type) ? Carrier.KERNEL : Carrier.AGENT;
      case KERNEL -> {
        if (!kernel.contains(type)) {
          throw new PlanException(lacks(node, i, type));
        }
        yield Carrier.KERNEL;
      }
    };
  }

  private static String lacks(Node node, Interface i, LinkType type) {
    Location at = i.at();
    return "%s: %s:%s wants the kernel's %s device, and this kernel has none; %s"
        .formatted(
            at,
            node.name(),
            i.name(),
            type.word(),
            type == LinkType.DUMMY
                ? "use a kernel that has the module, or a bridge without ports in its place"
                : "leave `backend: kernel` out, or use a kernel that has the module");
  }

  private void add(Node node, Interface i, Device device, OptionalInt mtu) {
    steps.add(new Step.AddLink(node.name(), i.name(), device, settings(i, mtu), i.at()));
  }

  private static OptionalInt mtu(Interface i, int fallback) {
    return i.mtu().isPresent() ? i.mtu() : OptionalInt.of(fallback);
  }

  private static LinkSettings settings(Interface i, OptionalInt mtu) {
    Optional<Device.Master> master = i.master().map(m -> new Device.Master(m, i.port()));
    return new LinkSettings(i.mac(), mtu, i.alias(), master, i.up());
  }
}
