package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.lab.Way;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.packet.Tcp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes journeys of the paths of packets: what was done between sightings, and how each ended. */
public final class JourneyBuilder {
  private final Set<String> networks;
  private final NftTraceIndex traces;
  private final HopEvents events;
  private final Endings endings;
  private final CaptureLoss loss;

  /**
   * Prepares what journeys are built from; nothing that is built later changes it.
   *
   * @param paths of all packets, in the order in which they began
   * @param followed those that journeys may be asked for, in the same order
   */
  public JourneyBuilder(
      TraceInput input, LabState state, List<PacketPath> paths, List<PacketPath> followed) {
    Recording recording = input.recording().recording();
    this.networks = input.networks();
    this.traces =
        new NftTraceIndex(state, ChainTraversal.allOf(recording.events()), paths, followed);
    this.events =
        new HopEvents(state, traces, new ConntrackIndex(connections(recording, state), paths));
    this.endings =
        new Endings(
            state,
            traces,
            new Responses(paths),
            paths,
            new DeviceReports(
                input.lab(), input.recording().devices(), recording.frames(), input.ports()),
            new KernelDrops(input.recording().drops()));
    this.loss = new CaptureLoss(state, recording.lost());
  }

  /** Those that came while the command ran, and what they are now. */
  private static Map<String, List<ConntrackEntry>> connections(
      Recording recording, LabState state) {
    Map<String, List<ConntrackEntry>> connections = new HashMap<>();
    for (String node : state.nodes()) {
      List<ConntrackEntry> all =
          new ArrayList<>(recording.connections().getOrDefault(node, List.of()));
      all.addAll(state.connections(node));
      connections.put(node, all);
    }
    return connections;
  }

  /** A packet's journey. */
  public Journey build(int number, Direction direction, PacketPath path) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < path.sightings().size(); i++) {
      hops.add(hop(path.sightings().get(i), done(path, i)));
    }
    return new Journey(number, direction, hops, ending(path)).folding(networks);
  }

  /** How a packet's journey ended. */
  public Ending ending(PacketPath path) {
    return loss.orUnknown(path.last(), endings.of(path));
  }

  /** What was done with a packet from one sighting to the next. */
  private List<Event> done(PacketPath path, int index) {
    List<Event> done = new ArrayList<>(index == 0 ? events.made(path) : List.of());
    done.addAll(copies(path, index));
    Sighting at = path.sightings().get(index);
    if (index < path.sightings().size() - 1) {
      done.addAll(flooded(path, index, events.between(path, index)));
      segmented(at, path.sightings().get(index + 1)).ifPresent(done::add);
    } else if (at.way() == Way.IN) {
      done.addAll(events.received(at, traces.afterLast(path)));
    }
    return done;
  }

  /** What offloads made of a TCP segment. */
  private static Optional<Event> segmented(Sighting before, Sighting after) {
    int had = before.packet().find(Tcp.class).map(Tcp::payloadLength).orElse(0);
    int has = after.packet().find(Tcp.class).map(Tcp::payloadLength).orElse(0);
    if (had == has) {
      return Optional.empty();
    }
    String text =
        has < had
            ? "its %d bytes were cut into segments, of which the first goes on with %d"
            : "its %d bytes were merged with others to a segment of %d";
    return Optional.of(new Event.Remark(text.formatted(had, has)));
  }

  /** Copies that went elsewhere than to other ports of a bridge, which its own event tells. */
  private static List<Event> copies(PacketPath path, int index) {
    boolean bridged =
        index < path.sightings().size() - 1
            && path.sightings().get(index + 1).node().equals(path.sightings().get(index).node());
    return path.copies().stream()
        .filter(copy -> copy.after() == index)
        .filter(copy -> !bridged || !copy.first().node().equals(path.sightings().get(index).node()))
        .map(copy -> (Event) new Event.Remark("a copy went to " + copy.first().frame().point()))
        .toList();
  }

  /** What was done, with all ports to which a bridge sent it. */
  private static List<Event> flooded(PacketPath path, int index, List<Event> done) {
    String node = path.sightings().get(index).node();
    List<String> others =
        path.copies().stream()
            .filter(copy -> copy.after() == index && copy.first().node().equals(node))
            .map(copy -> copy.first().interfaceName())
            .toList();
    return done.stream().map(event -> flooded(event, others)).toList();
  }

  private static Event flooded(Event event, List<String> others) {
    if (!(event instanceof Event.Forwarding(String bridge, String lladdr, String port))) {
      return event;
    }
    String ports =
        Stream.concat(others.stream(), Stream.of(port)).sorted().collect(Collectors.joining(","));
    return new Event.Forwarding(bridge, lladdr, ports);
  }

  private static Hop hop(Sighting at, List<Event> events) {
    return new Hop(
        at.node(),
        at.interfaceName(),
        at.way(),
        at.nanos(),
        at.packet(),
        at.outer(),
        Optional.of(frame(at.frame())),
        events);
  }

  private static Hop.Frame frame(CapturedFrame frame) {
    return new Hop.Frame(frame.link(), frame.originalLength(), frame.bytes(), frame.packet());
  }

  /**
   * A packet that its node made and that never came to an interface.
   *
   * @param traversals at least one
   */
  public record UnseenPacket(String node, FlowKey flow, List<ChainTraversal> traversals) {
    public UnseenPacket {
      traversals = List.copyOf(traversals);
    }
  }

  /** Those of a node; none where the capture missed packets, which may have been these. */
  public List<UnseenPacket> unseen(String node) {
    if (loss.has(node)) {
      return List.of();
    }
    return traces.unseen(node).stream()
        .filter(own -> own.getFirst().inInterface() == 0)
        .flatMap(own -> own.getFirst().flow().map(f -> new UnseenPacket(node, f, own)).stream())
        .toList();
  }

  /** The journey of such a packet: it has no hops. */
  public Journey build(int number, Direction direction, UnseenPacket packet) {
    Ending ending = endings.ofUnseen(packet.node(), packet.traversals());
    return new Journey(number, direction, List.of(), ending);
  }
}
