package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Position.LinkHeader;
import dev.netlab.insight.explain.SimulatedPacket.Carried;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.TunnelHeader;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.DontFragment;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Vxlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Frames into GENEVE and VXLAN tunnels and out of them. */
final class EncapForwarding {
  private static final int ETHERNET = 14;
  private static final int HEADER = 8;
  private static final int TRANSPARENT_ETHERNET = 0x6558;
  private static final int VNI_VALID = 8;

  /** What stands for a source port that is a hash of the inner flow. */
  private static final int HASHED_PORT = 50000;

  private static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  private static final MacAddress UNKNOWN = new MacAddress(0);

  private final LabState lab;

  EncapForwarding(LabState lab) {
    this.lab = lab;
  }

  /** The other ends that a frame goes to. */
  private record Remote(IpAddress address, int id, int port) {}

  /** A frame that is to be carried. */
  private record Framed(MacAddress to, @Nullable MacAddress from, SimulatedPacket inner) {}

  /** A frame goes into a tunnel; to several remotes where it is flooded. */
  Step encapsulate(PathState at, Position.IntoTunnel into) {
    MacAddress to = into.header().to() == null ? BROADCAST : into.header().to();
    List<Remote> remotes = remotes(lab.node(into.node()), into.tunnel(), to);
    if (remotes.isEmpty()) {
      return at.dropped(
          Cause.NO_PORT,
          into.node(),
          into.tunnel().interfaceName(),
          "the FDB of %s has no remote for %s".formatted(into.tunnel().interfaceName(), to));
    }
    Framed frame = new Framed(to, into.header().from(), at.packet());
    if (remotes.size() == 1) {
      return new Step.Forwarded(outer(at, into.node(), into.tunnel(), remotes.getFirst(), frame));
    }
    return new Step.Copied(
        remotes.stream()
            .map(remote -> outer(at.copy(), into.node(), into.tunnel(), remote, frame))
            .toList(),
        end -> end.outcome() == Ending.Outcome.DELIVERED,
        endings -> at.ended(endings.getLast()));
  }

  /** Frames to everybody, one to each remote; or why none is sent. */
  List<Step> probes(PathState at, String node, Tunnel tunnel) {
    if (tunnel.carrier() == Tunnel.Carrier.NOBODY) {
      return List.of(stopped(at, node, tunnel));
    }
    Position from = new Position.Output(node);
    List<Step> probes = new ArrayList<>();
    for (Remote remote : remotes(lab.node(node), tunnel, BROADCAST)) {
      SimulatedPacket nothing = SimulatedPacket.probe(remote.address(), ETHERNET * 2);
      PathState probe = at.probe(from, nothing);
      probes.add(
          new Step.Forwarded(
              outer(probe, node, tunnel, remote, new Framed(BROADCAST, UNKNOWN, nothing))));
    }
    return probes;
  }

  /** There is a device, and nobody behind it. */
  static Step.Ended stopped(PathState at, String node, Tunnel tunnel) {
    return at.dropped(
        Cause.AGENT_STOPPED,
        node,
        tunnel.interfaceName(),
        "the lab's agent, which should serve %s:%s, does not run"
            .formatted(node, tunnel.interfaceName()));
  }

  private PathState outer(PathState at, String node, Tunnel tunnel, Remote remote, Framed frame) {
    Routing routing = IpForwarding.route(lab, node, remote.address(), 0);
    IpAddress source =
        local(tunnel).or(routing::source).orElse(IpAddress.unspecified(remote.address().version()));
    SimulatedPacket inner = frame.inner();
    SimulatedPacket outer =
        SimulatedPacket.udp(
            source,
            HASHED_PORT,
            remote.address(),
            remote.port(),
            ttl(node, tunnel, inner),
            HEADER + ETHERNET + inner.length(),
            new Carried.InFrame(header(tunnel, remote), frame.to(), frame.from(), inner));
    if (dontFragment(tunnel, inner)) {
      outer = outer.unfragmentable();
    }
    return at.recording(new Event.Encapsulation(told(tunnel, remote.id(), outer)))
        .noting(
            "source port %d stands for one that is a hash of the inner flow".formatted(HASHED_PORT))
        .as(outer)
        .at(new Position.Output(node));
  }

  /** A tunnel's datagram has come to the node that it is for. */
  Step decapsulate(PathState at, Position.Local here, Carried.InFrame frame) {
    String node = here.node();
    SimulatedPacket outer = at.packet();
    List<Tunnel> tunnels =
        lab.node(node).tunnels().stream().filter(t -> port(t) == outer.destinationPort()).toList();
    Optional<Tunnel> tunnel =
        tunnels.stream().filter(t -> takes(t, frame.id(), outer.source())).findFirst();
    if (tunnel.isEmpty()) {
      String has =
          tunnels.stream()
              .map(t -> "%s has %s".formatted(t.interfaceName(), words(t)))
              .collect(Collectors.joining("; "));
      return at.ended(
          PathState.ending(
              Ending.Outcome.DROPPED,
              Cause.NO_TUNNEL,
              node,
              here.dev(),
              "no tunnel of %s takes id %d from %s at port %d"
                  .formatted(node, frame.id(), outer.source(), outer.destinationPort()),
              has.isEmpty() ? List.of() : List.of(has)));
    }
    Tunnel found = tunnel.get();
    if (found.carrier() == Tunnel.Carrier.NOBODY) {
      return stopped(at, node, found);
    }
    if (frame.inner().isProbe()) {
      return at.ended(
          Ending.Outcome.DELIVERED, Cause.ARRIVED, node, found.interfaceName(), "it gets through");
    }
    LinkHeader header = new LinkHeader(frame.to(), frame.from());
    return new Step.Forwarded(
        at.recording(new Event.Decapsulation(told(found, frame.id(), outer)))
            .as(frame.inner())
            .at(new Position.Ingress(node, found.interfaceName(), header)));
  }

  private static boolean takes(Tunnel tunnel, int id, IpAddress sender) {
    return switch (tunnel) {
      case Tunnel.Geneve geneve -> geneve.id() == id && geneve.remote().equals(sender);
      // A VXLAN device takes its identifier from anybody.
      case Tunnel.Vxlan vxlan -> vxlan.id() == id;
      case Tunnel.WireGuard _ -> false;
    };
  }

  private static List<Remote> remotes(NodeSnapshot node, Tunnel tunnel, MacAddress to) {
    return switch (tunnel) {
      case Tunnel.Geneve geneve -> List.of(new Remote(geneve.remote(), geneve.id(), geneve.port()));
      case Tunnel.Vxlan vxlan -> {
        List<Remote> known = entries(node, vxlan, to);
        List<Remote> all = known.isEmpty() ? entries(node, vxlan, UNKNOWN) : known;
        yield all.isEmpty()
            ? vxlan.remote().stream()
                .map(remote -> new Remote(remote, vxlan.id(), vxlan.port()))
                .toList()
            : all;
      }
      case Tunnel.WireGuard _ -> List.of();
    };
  }

  private static List<Remote> entries(NodeSnapshot node, Tunnel.Vxlan vxlan, MacAddress station) {
    List<Remote> remotes = new ArrayList<>();
    for (FdbEntry entry : node.fdb()) {
      if (entry.dev().equals(vxlan.interfaceName())
          && entry.station().equals(station)
          && entry.destination() != null) {
        remotes.add(
            new Remote(
                IpAddress.of(entry.destination()),
                entry.vni() == 0 ? vxlan.id() : entry.vni(),
                entry.port() == 0 ? vxlan.port() : entry.port()));
      }
    }
    return remotes;
  }

  private static Optional<IpAddress> local(Tunnel tunnel) {
    return tunnel instanceof Tunnel.Vxlan vxlan ? vxlan.local() : Optional.empty();
  }

  private static dev.netlab.packet.TunnelHeader header(Tunnel tunnel, Remote remote) {
    return tunnel instanceof Tunnel.Vxlan
        ? new Vxlan(0, VNI_VALID, remote.id())
        : new Geneve(0, HEADER, false, false, TRANSPARENT_ETHERNET, remote.id());
  }

  private int ttl(String node, Tunnel tunnel, SimulatedPacket inner) {
    int given =
        switch (tunnel) {
          case Tunnel.Geneve geneve -> geneve.ttl();
          case Tunnel.Vxlan vxlan -> vxlan.ttl();
          case Tunnel.WireGuard _ -> 0;
        };
    return given < 0 ? inner.ttl() : given == 0 ? lab.node(node).settings().defaultTtl() : given;
  }

  private static boolean dontFragment(Tunnel tunnel, SimulatedPacket inner) {
    DontFragment df =
        switch (tunnel) {
          case Tunnel.Geneve geneve -> geneve.df();
          case Tunnel.Vxlan vxlan -> vxlan.df();
          case Tunnel.WireGuard _ -> DontFragment.UNSET;
        };
    return switch (df) {
      case UNSET -> false;
      case SET -> true;
      case INHERIT -> inner.dontFragment();
    };
  }

  private static int port(Tunnel tunnel) {
    return switch (tunnel) {
      case Tunnel.Geneve geneve -> geneve.port();
      case Tunnel.Vxlan vxlan -> vxlan.port();
      case Tunnel.WireGuard _ -> -1;
    };
  }

  private static String words(Tunnel tunnel) {
    return switch (tunnel) {
      case Tunnel.Geneve geneve -> "geneve id %d from %s".formatted(geneve.id(), geneve.remote());
      case Tunnel.Vxlan vxlan -> "vxlan id " + vxlan.id();
      case Tunnel.WireGuard _ -> "wireguard";
    };
  }

  private static TunnelHeader told(Tunnel tunnel, int id, SimulatedPacket outer) {
    return new TunnelHeader(
        tunnel instanceof Tunnel.Vxlan ? "vxlan" : "geneve",
        tunnel.interfaceName(),
        "id " + id,
        outer.from(),
        outer.to());
  }
}
