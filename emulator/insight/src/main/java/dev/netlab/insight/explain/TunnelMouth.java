package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Datagram.Carried;
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

/** Frames into GENEVE and VXLAN tunnels and out of them. */
final class TunnelMouth {
  /** Of the inner packet of a frame that only asks whether it gets through. */
  static final int PROBE = -1;

  private static final int ETHERNET = 14;
  private static final int HEADER = 8;
  private static final int TRANSPARENT_ETHERNET = 0x6558;
  private static final int VNI_VALID = 8;

  /** What stands for a source port that is a hash of the inner flow. */
  private static final int HASHED_PORT = 50000;

  private static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  private static final MacAddress UNKNOWN = new MacAddress(0);

  private final Predictor predictor;

  TunnelMouth(Predictor predictor) {
    this.predictor = predictor;
  }

  /** The other ends that a frame goes to. */
  private record Remote(IpAddress address, int id, int port) {}

  /** A frame goes into a tunnel; to several remotes where it is flooded. */
  Ending enter(String node, Tunnel tunnel, Segment.Frame frame) {
    MacAddress to = frame.to() == null ? BROADCAST : frame.to();
    List<Remote> remotes = remotes(predictor.node(node), tunnel, to);
    if (remotes.isEmpty()) {
      return Story.dropped(
          Cause.NO_PORT,
          node,
          tunnel.interfaceName(),
          "the FDB of %s has no remote for %s".formatted(tunnel.interfaceName(), to));
    }
    Ending end = null;
    for (Remote remote : remotes) {
      Predictor copy = remotes.size() == 1 ? predictor : predictor.fork();
      end = copy.tunnels.send(node, tunnel, remote, frame, to);
      if (remotes.size() == 1 || end.outcome() == Ending.Outcome.DELIVERED) {
        if (copy != predictor) {
          predictor.adopt(copy);
        }
        return end;
      }
    }
    return java.util.Objects.requireNonNull(end);
  }

  /** Where frames to everybody come out, and what else becomes of them. */
  List<Ending> probe(String node, Tunnel tunnel) {
    List<Ending> ends = new ArrayList<>();
    if (tunnel.carrier() == Tunnel.Carrier.NOBODY) {
      return List.of(stopped(node, tunnel));
    }
    for (Remote remote : remotes(predictor.node(node), tunnel, BROADCAST)) {
      Datagram nothing =
          new Datagram(
              remote.address(),
              remote.address(),
              PROBE,
              0,
              0,
              0,
              0,
              1,
              ETHERNET * 2,
              false,
              0,
              Optional.empty());
      Segment.Frame frame = new Segment.Frame(BROADCAST, UNKNOWN, nothing);
      ends.add(predictor.fork().tunnels.send(node, tunnel, remote, frame, BROADCAST));
    }
    return ends;
  }

  static Ending stopped(String node, Tunnel tunnel) {
    return Story.dropped(
        Cause.AGENT_STOPPED,
        node,
        tunnel.interfaceName(),
        "the lab's agent, which should serve %s:%s, does not run"
            .formatted(node, tunnel.interfaceName()));
  }

  private Ending send(
      String node, Tunnel tunnel, Remote remote, Segment.Frame frame, MacAddress to) {
    Routing routing = predictor.nodes.routeFor(node, remote.address(), 0);
    Optional<IpAddress> source = local(tunnel).or(() -> source(routing));
    Datagram inner = frame.packet();
    Carried.InFrame carried = new Carried.InFrame(header(tunnel, remote), to, frame.from(), inner);
    IpAddress from = source.orElse(IpAddress.unspecified(remote.address().version()));
    Datagram outer =
        Datagram.udp(
            from,
            HASHED_PORT,
            remote.address(),
            remote.port(),
            ttl(node, tunnel, inner),
            HEADER + ETHERNET + inner.length(),
            carried);
    if (dontFragment(tunnel, inner)) {
      outer = outer.unfragmentable();
    }
    predictor.story.event(new Event.Encapsulation(told(tunnel, remote.id(), outer)));
    predictor.story.remark(
        "source port %d stands for one that is a hash of the inner flow".formatted(HASHED_PORT));
    return predictor.nodes.send(node, outer);
  }

  /** A tunnel's datagram has come to the node that it is for. */
  Ending leave(String node, String in, Datagram outer, Carried.InFrame frame) {
    List<Tunnel> here =
        predictor.node(node).tunnels().stream()
            .filter(t -> port(t) == outer.destinationPort())
            .toList();
    Optional<Tunnel> tunnel =
        here.stream().filter(t -> takes(t, frame.id(), outer.source())).findFirst();
    if (tunnel.isEmpty()) {
      String has =
          here.stream()
              .map(t -> "%s has %s".formatted(t.interfaceName(), words(t)))
              .collect(Collectors.joining("; "));
      return Story.end(
          Ending.Outcome.DROPPED,
          Cause.NO_TUNNEL,
          node,
          in,
          "no tunnel of %s takes id %d from %s at port %d"
              .formatted(node, frame.id(), outer.source(), outer.destinationPort()),
          has.isEmpty() ? List.of() : List.of(has));
    }
    Tunnel found = tunnel.get();
    if (found.carrier() == Tunnel.Carrier.NOBODY) {
      return stopped(node, found);
    }
    if (frame.inner().protocol() == PROBE) {
      return Story.end(
          Ending.Outcome.DELIVERED, Cause.ARRIVED, node, found.interfaceName(), "it gets through");
    }
    predictor.story.event(new Event.Decapsulation(told(found, frame.id(), outer)));
    return predictor.segments.in(
        node, found.interfaceName(), new Segment.Frame(frame.to(), frame.from(), frame.inner()));
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

  /** The source address that a route chooses. */
  static Optional<IpAddress> source(Routing routing) {
    return routing instanceof Routing.Found found
        ? Optional.ofNullable(found.used().source()).map(IpAddress::of)
        : Optional.empty();
  }

  private static dev.netlab.packet.TunnelHeader header(Tunnel tunnel, Remote remote) {
    return tunnel instanceof Tunnel.Vxlan
        ? new Vxlan(0, VNI_VALID, remote.id())
        : new Geneve(0, HEADER, false, false, TRANSPARENT_ETHERNET, remote.id());
  }

  private int ttl(String node, Tunnel tunnel, Datagram inner) {
    int given =
        switch (tunnel) {
          case Tunnel.Geneve geneve -> geneve.ttl();
          case Tunnel.Vxlan vxlan -> vxlan.ttl();
          case Tunnel.WireGuard _ -> 0;
        };
    return given < 0
        ? inner.ttl()
        : given == 0 ? predictor.node(node).settings().defaultTtl() : given;
  }

  private static boolean dontFragment(Tunnel tunnel, Datagram inner) {
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

  private static TunnelHeader told(Tunnel tunnel, int id, Datagram outer) {
    return new TunnelHeader(
        tunnel instanceof Tunnel.Vxlan ? "vxlan" : "geneve",
        tunnel.interfaceName(),
        "id " + id,
        outer.from(),
        outer.to());
  }
}
