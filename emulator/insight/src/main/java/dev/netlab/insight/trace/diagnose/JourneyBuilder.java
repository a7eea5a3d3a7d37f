package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.capture.CapturedFrame;
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
import dev.netlab.packet.Tcp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways of packets as journeys: with what was done between sightings, and their end. */
public final class JourneyBuilder {
  private final Set<String> networks;
  private final NftTraceIndex walks;
  private final HopEvents steps;
  private final Endings endings;
  private final CaptureLoss gaps;

  /**
   * @param networks names of those nodes that are segments: what they do is told with the hop
   *     before
   */
  JourneyBuilder(
      Set<String> networks,
      NftTraceIndex walks,
      HopEvents steps,
      Endings endings,
      CaptureLoss gaps) {
    this.networks = Set.copyOf(networks);
    this.walks = walks;
    this.steps = steps;
    this.endings = endings;
    this.gaps = gaps;
  }

  /** The journeys of a recording's packets; they are asked for in the order of {@code paths}. */
  public static JourneyBuilder of(
      LabState state, Set<String> networks, Clues clues, List<PacketPath> paths) {
    NftTraceIndex walks = new NftTraceIndex(ChainWalks.of(clues.events()), paths);
    HopEvents steps = new HopEvents(state, walks, new ConntrackIndex(clues.connections()));
    DeviceReports devices =
        new DeviceReports(clues.lab(), clues.devices(), clues.frames(), clues.ports());
    Endings endings =
        new Endings(
            state,
            walks,
            new Responses(paths),
            new NeighbourRequests(paths),
            devices,
            new KernelDrops(clues.drops()));
    return new JourneyBuilder(
        networks, walks, steps, endings, new CaptureLoss(state, clues.lost()));
  }

  /** A packet's journey. */
  public Journey of(int number, Direction direction, PacketPath path) {
    List<Sighting> sightings = path.sightings();
    List<Hop> hops = new ArrayList<>();
    List<ChainTraversal> lastWalks = List.of();
    for (int i = 0; i < sightings.size(); i++) {
      Sighting at = sightings.get(i);
      List<Event> events = new ArrayList<>(i == 0 ? steps.made(at) : List.of());
      events.addAll(copies(path, i));
      if (i < sightings.size() - 1) {
        events.addAll(flooded(path, i, steps.between(at, sightings.get(i + 1))));
        segmented(at, sightings.get(i + 1)).ifPresent(events::add);
      } else if (at.way() == Way.IN) {
        lastWalks = walks.at(at);
        events.addAll(steps.received(at, lastWalks));
      }
      hops.add(hop(at, events));
    }
    Ending ending = gaps.admit(path.last(), endings.of(path, lastWalks));
    return new Journey(number, direction, hops, ending).folding(networks);
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

  /** A packet that its node made and that never came to an interface. */
  public record Unseen(FlowKey ends, List<ChainTraversal> walks) {}

  /** Those of a node, where nothing is missing; asked for when all that was seen has been told. */
  public List<Unseen> unseen(String node) {
    List<Unseen> unseen = new ArrayList<>();
    if (gaps.has(node)) {
      return unseen;
    }
    for (List<ChainTraversal> own : walks.unseen(node)) {
      boolean made = own.getFirst().inInterface() == 0;
      if (made) {
        NftTraceIndex.ends(own.getFirst()).ifPresent(ends -> unseen.add(new Unseen(ends, own)));
      }
    }
    return unseen;
  }

  /** The journey of such a packet: it has no hops. */
  public Journey of(int number, Direction direction, String node, Unseen packet) {
    Ending ending = endings.ofUnseen(node, packet.walks());
    return new Journey(number, direction, List.of(), ending);
  }
}
