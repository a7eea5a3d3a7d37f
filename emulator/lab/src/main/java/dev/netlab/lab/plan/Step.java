package dev.netlab.lab.plan;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Container;
import dev.netlab.lab.Location;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.BridgePort;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing to do in one namespace. Steps are data: they are printed, turned into shell commands,
 * or executed. {@link #phase()} never decreases along a plan; steps of the same phase in different
 * namespaces do not depend on each other.
 */
public sealed interface Step {
  /** The node or network whose namespace the step applies to. */
  String node();

  /** The line of the lab file that causes the step. */
  Location at();

  Phase phase();

  /** A phase is completed in all namespaces before the next one starts. */
  enum Phase {
    NAMESPACES,
    BRIDGES,
    VETHS,
    /**
     * Tunnels come after the interfaces that carry them: if an outer packet may have several source
     * addresses, Linux chooses the one of the interface that was created first.
     */
    TUNNEL_LINKS,
    LINK_SYSCTLS,
    ADDRESSES_AND_ROUTES,
    RULESETS,
    FILES,
    SPANNING_TREES,
    TUNNELS,
    CONTAINERS
  }

  /** A namespace with its settings; names of sysctls with dots. */
  record MakeNamespace(String node, Map<String, String> sysctls, Location at) implements Step {
    public MakeNamespace {
      sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    }

    @Override
    public Phase phase() {
      return Phase.NAMESPACES;
    }
  }

  /** An interface with everything that can be set while it is created. */
  record AddLink(String node, Device device, LinkSettings settings, Location at) implements Step {
    @Override
    public Phase phase() {
      return switch (device) {
        case Device.Bridge _ -> Phase.BRIDGES;
        case Device.Veth _, Device.Wire _ -> Phase.VETHS;
        case Device.Kernel _, Device.Tap _, Device.Tun _ -> Phase.TUNNEL_LINKS;
      };
    }
  }

  /**
   * Settings that the kernel does not accept for the far end of a veth pair while it creates the
   * pair: that it is up, its alias and its bridge.
   */
  record SetLink(String node, LinkSettings settings, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** The impairment of everything that an interface sends: {@code tc qdisc add … netem}. */
  record Impair(String node, String device, Netem netem, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** The settings of an interface as a port of its bridge. */
  record SetBridgePort(String node, String device, BridgePort port, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /**
   * A bridge starts the spanning tree protocol once its ports forward; they keep forwarding.
   *
   * @param ports the ports of the bridge that are up
   */
  record StartSpanningTree(String node, String device, List<String> ports, Location at)
      implements Step {
    public StartSpanningTree {
      ports = List.copyOf(ports);
    }

    @Override
    public Phase phase() {
      return Phase.SPANNING_TREES;
    }
  }

  /** A setting that exists only while its interface exists. */
  record SetSysctl(String node, String key, String value, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.LINK_SYSCTLS;
    }
  }

  /** {@code ip address add ADDRESS dev DEVICE}. */
  record AddAddress(String node, String device, Written<Address> address) implements Step {
    @Override
    public Location at() {
      return address.at();
    }

    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** {@code ip route add ROUTE}. */
  record AddRoute(String node, Written<Route> route) implements Step {
    @Override
    public Location at() {
      return route.at();
    }

    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** {@code ip rule add RULE}. */
  record AddRule(String node, Written<Rule> rule) implements Step {
    @Override
    public Location at() {
      return rule.at();
    }

    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** {@code ip neigh add NEIGHBOUR}. */
  record AddNeighbour(String node, Written<Neighbour> neighbour) implements Step {
    @Override
    public Location at() {
      return neighbour.at();
    }

    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** {@code bridge fdb add ENTRY}; {@code replace} for entries of the bridge itself. */
  record AddFdb(String node, Written<FdbEntry> entry) implements Step {
    @Override
    public Location at() {
      return entry.at();
    }

    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** A ruleset in the nft language, loaded as one transaction. */
  record LoadRuleset(String node, String ruleset, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.RULESETS;
    }
  }

  /** A file that commands in the node see at {@code /etc/NAME}. */
  record WriteFile(String node, String name, String text, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.FILES;
    }
  }

  /** The keys, port and peers of a WireGuard interface, in the kernel or in userspace. */
  record ConfigureWireGuard(
      String node, String device, Carrier carrier, Attachment.WireGuard wireguard, Location at)
      implements Step {
    @Override
    public Phase phase() {
      return Phase.TUNNELS;
    }
  }

  /** A userspace GENEVE tunnel behind a TAP. */
  record AttachGeneve(String node, String device, Attachment.Geneve geneve, Location at)
      implements Step {
    @Override
    public Phase phase() {
      return Phase.TUNNELS;
    }
  }

  /**
   * A userspace link between two TAPs.
   *
   * @param netem the impairment of what {@code device} sends
   * @param peerNetem the impairment of what the other end sends
   */
  record AttachWire(
      String node,
      String device,
      Netem netem,
      String peerNode,
      String peerDevice,
      Netem peerNetem,
      Location at)
      implements Step {
    @Override
    public Phase phase() {
      return Phase.TUNNELS;
    }
  }

  /** A container, under the agent's supervision. */
  record StartContainer(String node, Container container, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.CONTAINERS;
    }
  }

  /** The chosen backend of a tunnel or impaired link. */
  enum Carrier {
    KERNEL,
    AGENT
  }
}
