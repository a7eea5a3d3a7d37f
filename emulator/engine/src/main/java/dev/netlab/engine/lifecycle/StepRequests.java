package dev.netlab.engine.lifecycle;

import dev.netlab.lab.plan.Device;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Qdisc;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.tun.TunOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Translates steps to netlink requests, for the steps that netlink can execute. */
final class StepRequests {
  private final Function<String, Namespace> namespaces;
  private final Map<String, Interfaces> interfaces = new HashMap<>();

  /**
   * The plan assigns every interface its index, so no index has to be queried.
   *
   * @param namespaces returns the namespace of a node, for requests that name it from another
   *     node's side
   */
  StepRequests(Plan plan, Function<String, Namespace> namespaces) {
    this.namespaces = namespaces;
    for (Step.AddLink link : plan.steps(Step.AddLink.class)) {
      know(link.node(), link.settings());
      switch (link.device()) {
        case Device.Veth(String peerNode, LinkSettings peer) -> know(peerNode, peer);
        case Device.Wire(String peerNode, LinkSettings peer) -> know(peerNode, peer);
        case Device.Bridge _, Device.Kernel _, Device.Tap _, Device.Tun _ -> {}
      }
    }
  }

  private void know(String node, LinkSettings link) {
    interfaces(node).add(link.name(), link.index());
  }

  private Interfaces interfaces(String node) {
    return interfaces.computeIfAbsent(node, n -> new Interfaces());
  }

  /**
   * A persistent TUN or TAP, which is created by ioctl. A request then sets the rest of its
   * settings.
   */
  record TunTap(String node, TunOptions options) {
    static TunTap of(String node, LinkSettings settings, TunOptions options) {
      return new TunTap(
          node, options.with(TunOptions.Feature.PERSISTENT).withIndex(settings.index()));
    }
  }

  /** What must be created before the requests of the step are sent. */
  static List<TunTap> tunTaps(Step.AddLink step) {
    String node = step.node();
    LinkSettings near = step.settings();
    return switch (step.device()) {
      case Device.Tap _ -> List.of(TunTap.of(node, near, TunOptions.tap(near.name())));
      case Device.Tun _ -> List.of(TunTap.of(node, near, TunOptions.tun(near.name())));
      case Device.Wire(String peerNode, LinkSettings peer) ->
          List.of(
              TunTap.of(node, near, TunOptions.tap(near.name())),
              TunTap.of(peerNode, peer, TunOptions.tap(peer.name())));
      case Device.Bridge _, Device.Veth _, Device.Kernel _ -> List.of();
    };
  }

  List<Request> of(Step step) {
    String node = step.node();
    return switch (step) {
      case Step.AddLink link -> link(link);
      case Step.SetLink late -> LinkRequests.set(late.settings(), interfaces(node));
      case Step.Impair impair ->
          List.of(Qdisc.impair(impair.device(), impair.netem(), interfaces(node)));
      case Step.SetBridgePort port -> List.of(port.port().set(port.device(), interfaces(node)));
      case Step.AddAddress address ->
          List.of(address.address().value().withDev(address.device()).add(interfaces(node)));
      case Step.AddRoute route -> List.of(route.route().value().add(interfaces(node)));
      case Step.AddRule rule -> List.of(rule.rule().value().add());
      case Step.AddNeighbour neighbour ->
          List.of(neighbour.neighbour().value().add(interfaces(node)));
      case Step.AddFdb fdb -> List.of(fdb(fdb.entry().value(), interfaces(node)));
      case Step.MakeNamespace _,
          Step.StartSpanningTree _,
          Step.SetSysctl _,
          Step.LoadRuleset _,
          Step.WriteFile _,
          Step.ConfigureWireGuard _,
          Step.AttachGeneve _,
          Step.AttachWire _,
          Step.StartContainer _ ->
          throw new IllegalArgumentException("not done over rtnetlink: " + step);
    };
  }

  /**
   * A bridge may have learned the station meanwhile, since interfaces send packets as soon as they
   * are up.
   */
  private static Request fdb(FdbEntry entry, Interfaces interfaces) {
    return switch (entry.holder()) {
      case MASTER -> entry.replace(interfaces);
      case SELF -> entry.isOneOfMany() ? entry.append(interfaces) : entry.add(interfaces);
    };
  }

  private List<Request> link(Step.AddLink link) {
    return switch (link.device()) {
      case Device.Bridge bridge -> add(link, bridge.kind());
      case Device.Kernel kernel -> add(link, kernel.kind());
      case Device.Veth veth ->
          add(link, LinkKind.Veth.to(veth.peer(), namespaces.apply(veth.peerNode())));
      // The device itself is created by ioctl; this configures it afterwards.
      case Device.Wire _, Device.Tap _, Device.Tun _ ->
          LinkRequests.set(link.settings(), interfaces(link.node()));
    };
  }

  private List<Request> add(Step.AddLink link, LinkKind kind) {
    return LinkRequests.add(link.settings(), kind, interfaces(link.node()));
  }
}
