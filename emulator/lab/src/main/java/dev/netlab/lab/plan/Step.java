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
 * or done. {@link #phase()} never decreases along a plan; steps of one phase and different
 * namespaces do not depend on each other.
 */
public sealed interface Step {
  /** The node or network whose namespace it is about. */
  String node();

  /** The line of the lab file that wants it. */
  Location at();

  Phase phase();

  /** What must be done for all namespaces before anything of the next is begun. */
  enum Phase {
    NAMESPACES,
    BRIDGES,
    VETHS,
    /**
     * Tunnels come after what carries them: of several addresses Linux gives an outer packet that
     * of the interface made first.
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

  /** A namespace with its settings, by sysctl's names with dots. */
  record MakeNamespace(String node, Map<String, String> sysctls, Location at) implements Step {
    public MakeNamespace {
      sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    }

    @Override
    public Phase phase() {
      return Phase.NAMESPACES;
    }
  }

  /** An interface with all that it can be given while it is made. */
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
   * What the kernel does not take for the far end of a veth pair while it makes the pair: that it
   * is up, its alias and its bridge.
   */
  record SetLink(String node, LinkSettings settings, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** What becomes of all that an interface sends: {@code tc qdisc add … netem}. */
  record Impair(String node, String device, Netem netem, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /** How an interface is a port of its bridge. */
  record SetBridgePort(String node, String device, BridgePort port, Location at) implements Step {
    @Override
    public Phase phase() {
      return Phase.ADDRESSES_AND_ROUTES;
    }
  }

  /**
   * A bridge begins to speak the spanning tree protocol when its ports forward, which stay so.
   *
   * @param ports those of it that are up
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

  /** A setting that exists only once its interface does. */
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

  /** {@code bridge fdb add ENTRY}; of a bridge's own, {@code replace}. */
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

  /** A ruleset in nft's language, loaded as one transaction. */
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

  /** Keys, port and peers of a WireGuard interface, in the kernel or in ours. */
  record ConfigureWireGuard(
      String node, String device, Carrier carrier, Attachment.WireGuard wireguard, Location at)
      implements Step {
    @Override
    public Phase phase() {
      return Phase.TUNNELS;
    }
  }

  /** A GENEVE tunnel of ours behind a TAP. */
  record AttachGeneve(String node, String device, Attachment.Geneve geneve, Location at)
      implements Step {
    @Override
    public Phase phase() {
      return Phase.TUNNELS;
    }
  }

  /**
   * A wire of ours between two TAPs.
   *
   * @param netem what becomes of what {@code device} sends
   * @param peerNetem what becomes of what the other end sends
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

  /** Who carries the packets of a tunnel or impaired link, decided. */
  enum Carrier {
    KERNEL,
    AGENT
  }
}
