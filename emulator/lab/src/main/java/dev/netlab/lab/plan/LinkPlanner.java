package dev.netlab.lab.plan;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Network;
import dev.netlab.lab.Node;
import dev.netlab.lab.plan.Step.Carrier;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.BridgePort;
import dev.netlab.netlink.rtnetlink.DontFragment;
import dev.netlab.netlink.rtnetlink.Geneve;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Vxlan;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plans the steps that create the interfaces of a lab. Each interface is created with its index,
 * from the file or from its position, for two reasons: Linux prefers the address of the lower index
 * if it has a choice, and requests about an interface need not look up its index first.
 */
final class LinkPlanner {
  private static final int TUNNEL_MTU_IPV4 = 1450;
  private static final int TUNNEL_MTU_IPV6 = 1430;
  private static final int WIREGUARD_MTU = 1420;
  private static final int FIRST_INDEX = 2;

  private final Lab lab;
  private final BackendChoice carriers;
  private final VethPlanner cables;
  private final Map<String, PortNames> ports = new HashMap<>();
  private final Map<String, Integer> lastPortIndex = new HashMap<>();

  LinkPlanner(Lab lab, BackendChoice carriers) {
    this.lab = lab;
    this.carriers = carriers;
    this.cables = new VethPlanner(lab, carriers);
  }

  static Step bridgeOf(Network network) {
    LinkSettings settings = LinkSettings.of(Planner.NETWORK_BRIDGE).up().withIndex(FIRST_INDEX);
    return new Step.AddLink(
        network.name(),
        new Device.Bridge(Bridge.DEFAULT),
        mtu(settings, network.mtu()),
        network.at());
  }

  List<Step> of(Node node, Interface i) {
    List<Step> steps = new ArrayList<>();
    switch (i.attachment()) {
      case Attachment.NetworkPort port -> networkPort(steps, node, i, port);
      case Attachment.VethPeer peer -> veth(steps, node, i, peer);
      case Attachment.VethEnd end -> vethEnd(steps, node, i, end);
      case Attachment.BridgeDevice bridge -> bridge(steps, node, i, bridge);
      case Attachment.Vxlan vxlan ->
          add(steps, node, i, new Device.Kernel(kind(vxlan)), tunnelMtu(i, isIpv6(vxlan)));
      case Attachment.Geneve geneve -> geneve(steps, node, i, geneve);
      case Attachment.WireGuard wireguard -> wireguard(steps, node, i, wireguard);
      case Attachment.Tap _ -> add(steps, node, i, new Device.Tap(), i.mtu());
      case Attachment.Dummy _ -> {
        carriers.require(node, i, KernelFeature.DUMMY);
        add(steps, node, i, new Device.Kernel(new LinkKind.Dummy()), i.mtu());
      }
    }
    i.port()
        .ifPresent(
            port -> steps.add(new Step.SetBridgePort(node.name(), i.name(), kind(port), i.at())));
    return steps;
  }

  /**
   * Created from the network's side, so that one request creates the port, its bridge membership
   * and both ends.
   */
  private void networkPort(
      List<Step> steps, Node node, Interface i, Attachment.NetworkPort attachment) {
    Network network = lab.network(attachment.network()).orElseThrow();
    OptionalInt mtu = i.mtu().isPresent() ? i.mtu() : network.mtu();
    String name =
        ports.computeIfAbsent(network.name(), n -> new PortNames()).port(node.name(), i.name());
    int index = lastPortIndex.merge(network.name(), FIRST_INDEX + 1, (last, first) -> last + 1);
    LinkSettings port =
        LinkSettings.of(name).up().withIndex(index).withMaster(Planner.NETWORK_BRIDGE);
    LinkSettings settings = mtu(early(node, i), mtu);
    VethPlanner.End near = new VethPlanner.End(network.name(), name, Optional.empty());
    VethPlanner.End far = VethPlanner.End.of(node, i);
    Device device = cables.device(near, far, settings);
    steps.add(new Step.AddLink(network.name(), device, mtu(port, mtu), i.at()));
    lateSettings(steps, node, i, cables.isWire(near, far) ? settings : LinkSettings.of(i.name()));
    steps.addAll(cables.impairments(near, far, i.at()));
  }

  private void veth(List<Step> steps, Node node, Interface i, Attachment.VethPeer peer) {
    Node far = lab.node(peer.node()).orElseThrow();
    Interface other = far.interfaceNamed(peer.interfaceName()).orElseThrow();
    VethPlanner.End near = VethPlanner.End.of(node, i);
    VethPlanner.End end = VethPlanner.End.of(far, other);
    add(steps, node, i, cables.device(near, end, mtu(early(far, other), other.mtu())), i.mtu());
    steps.addAll(cables.impairments(near, end, i.at()));
  }

  private void vethEnd(List<Step> steps, Node node, Interface i, Attachment.VethEnd end) {
    Node near = lab.node(end.node()).orElseThrow();
    Interface by = near.interfaceNamed(end.interfaceName()).orElseThrow();
    boolean wire = cables.isWire(VethPlanner.End.of(near, by), VethPlanner.End.of(node, i));
    lateSettings(steps, node, i, wire ? mtu(early(node, i), i.mtu()) : LinkSettings.of(i.name()));
  }

  private void bridge(List<Step> steps, Node node, Interface i, Attachment.BridgeDevice bridge) {
    if (KernelFeature.needsVlans(node, i, bridge)) {
      carriers.require(node, i, KernelFeature.VLAN_FILTERING);
    }
    add(steps, node, i, new Device.Bridge(kind(bridge)), i.mtu());
    if (bridge.spansLate()) {
      List<String> ports =
          node.interfaces().stream()
              .filter(port -> port.up() && port.master().equals(Optional.of(i.name())))
              .map(Interface::name)
              .toList();
      steps.add(new Step.StartSpanningTree(node.name(), i.name(), ports, i.at()));
    }
  }

  private void geneve(List<Step> steps, Node node, Interface i, Attachment.Geneve geneve) {
    OptionalInt mtu = tunnelMtu(i, geneve.remote() instanceof Inet6Address);
    switch (carriers.choose(node, i, KernelFeature.GENEVE, geneve.backend())) {
      case KERNEL -> add(steps, node, i, new Device.Kernel(kind(geneve)), mtu);
      case AGENT -> {
        add(steps, node, i, new Device.Tap(), mtu);
        steps.add(new Step.AttachGeneve(node.name(), i.name(), geneve, i.at()));
      }
    }
  }

  private void wireguard(List<Step> steps, Node node, Interface i, Attachment.WireGuard wireguard) {
    Carrier carrier = carriers.choose(node, i, KernelFeature.WIREGUARD, wireguard.backend());
    Device device =
        switch (carrier) {
          case KERNEL -> new Device.Kernel(new LinkKind.WireGuard());
          case AGENT -> new Device.Tun();
        };
    add(steps, node, i, device, orElse(i.mtu(), WIREGUARD_MTU));
    steps.add(new Step.ConfigureWireGuard(node.name(), i.name(), carrier, wireguard, i.at()));
  }

  private static void add(
      List<Step> steps, Node node, Interface i, Device device, OptionalInt mtu) {
    LinkSettings settings = mtu(early(node, i), mtu).withState(i.up() ? State.UP : State.DOWN);
    settings = i.alias().map(settings::withAlias).orElse(settings);
    settings = i.master().map(settings::withMaster).orElse(settings);
    steps.add(new Step.AddLink(node.name(), device, settings, i.at()));
  }

  /**
   * Sets what the far end of a veth pair gets in its namespace after the pair is created.
   *
   * @param settings additional ones, which were not set while the end was created
   */
  private static void lateSettings(
      List<Step> steps, Node node, Interface i, LinkSettings settings) {
    LinkSettings late = settings.withState(i.up() ? State.UP : State.DOWN);
    late = i.alias().map(late::withAlias).orElse(late);
    late = i.master().map(late::withMaster).orElse(late);
    steps.add(new Step.SetLink(node.name(), late, i.at()));
  }

  /** The settings that any end can get while it is created. */
  private static LinkSettings early(Node node, Interface i) {
    LinkSettings settings = LinkSettings.of(i.name()).withIndex(node.index(i));
    return i.mac().map(settings::withMac).orElse(settings);
  }

  private static LinkSettings mtu(LinkSettings settings, OptionalInt mtu) {
    return mtu.isPresent() ? settings.withMtu(mtu.getAsInt()) : settings;
  }

  private static OptionalInt orElse(OptionalInt mtu, int fallback) {
    return mtu.isPresent() ? mtu : OptionalInt.of(fallback);
  }

  private static OptionalInt tunnelMtu(Interface i, boolean ipv6) {
    return orElse(i.mtu(), ipv6 ? TUNNEL_MTU_IPV6 : TUNNEL_MTU_IPV4);
  }

  private static boolean isIpv6(Attachment.Vxlan vxlan) {
    return vxlan.remote().or(vxlan::local).filter(Inet6Address.class::isInstance).isPresent();
  }

  private static Bridge kind(Attachment.BridgeDevice bridge) {
    Bridge plain = Bridge.DEFAULT;
    return new Bridge(
        !bridge.spansLate() && bridge.stp().orElse(plain.stp()),
        bridge.vlanFiltering().orElse(plain.vlanFiltering()),
        bridge.multicastSnooping().orElse(plain.multicastSnooping()),
        bridge.ageingTime().isPresent()
            ? Duration.ofSeconds(bridge.ageingTime().getAsInt())
            : plain.ageing(),
        bridge.forwardDelay().isPresent()
            ? Duration.ofSeconds(bridge.forwardDelay().getAsInt())
            : plain.forwardDelay(),
        bridge.nfCallIptables().orElse(plain.nfCallIptables()));
  }

  private static BridgePort kind(dev.netlab.lab.BridgePort port) {
    BridgePort plain = BridgePort.DEFAULT;
    return new BridgePort(
        port.learning().orElse(plain.learning()),
        port.flood().orElse(plain.flood()),
        port.multicastFlood().or(port::flood).orElse(plain.multicastFlood()),
        port.broadcastFlood().or(port::flood).orElse(plain.broadcastFlood()),
        port.hairpin().orElse(plain.hairpin()),
        port.isolated().orElse(plain.isolated()),
        port.neighSuppress().orElse(plain.neighbourSuppression()));
  }

  private static Vxlan kind(Attachment.Vxlan vxlan) {
    return new Vxlan(
        vxlan.id(),
        vxlan.local().orElse(null),
        vxlan.remote().orElse(null),
        "",
        vxlan.port(),
        vxlan.ttl().orElse(0),
        vxlan.learning(),
        vxlan.udpChecksum(),
        DontFragment.UNSET);
  }

  private static Geneve kind(Attachment.Geneve geneve) {
    return new Geneve(
        geneve.id(),
        geneve.remote(),
        geneve.port(),
        geneve.ttl().orElse(0),
        0,
        geneve.udpChecksum(),
        geneve.df());
  }
}
