package dev.netlab.insight.trace;

import dev.netlab.engine.jvm.CallerEnvironment;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.lifecycle.FileLimit;
import dev.netlab.engine.lifecycle.LabLifetime;
import dev.netlab.engine.lifecycle.LabNamespaces;
import dev.netlab.engine.lifecycle.LabStateException;
import dev.netlab.engine.lifecycle.LinkQueues;
import dev.netlab.engine.lifecycle.Progress;
import dev.netlab.engine.lifecycle.RunningLab;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.LabTunnelPorts;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.collect.Offloads;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.insight.trace.collect.Watch;
import dev.netlab.insight.trace.correlate.Conversations;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.PathFinder;
import dev.netlab.insight.trace.correlate.TunnelPayload;
import dev.netlab.insight.trace.correlate.WireGuardSizeMatcher;
import dev.netlab.insight.trace.diagnose.Clues;
import dev.netlab.insight.trace.diagnose.DeviceReports;
import dev.netlab.insight.trace.diagnose.JourneyBuilder;
import dev.netlab.lab.Count;
import dev.netlab.lab.Lab;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.snmp.Counters;
import dev.netlab.packet.Link;
import dev.netlab.packet.TunnelPorts;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a command in a node of a running lab and follows its packets. */
public final class Tracer {
  private static final String INTERRUPTED =
      "it was interrupted before the command had come to its own end";

  private final Lab lab;
  private final RunningLab running;
  private final TraceOptions options;
  private final Expectation expectation;
  private final Progress progress;

  private Tracer(
      Lab lab,
      RunningLab running,
      TraceOptions options,
      Expectation expectation,
      Progress progress) {
    this.lab = lab;
    this.running = running;
    this.options = options;
    this.expectation = expectation;
    this.progress = progress;
  }

  /**
   * Traces a command to its end, and expects nothing of its packets. A {@link Cancellation}
   * interrupts the command, as Ctrl-C does; what was seen of its packets so far is told.
   *
   * @param printed gets what the command prints, as it comes
   */
  public static Trace trace(
      Lab lab, RunningLab running, TraceOptions options, OutputStream printed) {
    return trace(lab, running, options, Expectation.NONE, printed, Progress.SILENT);
  }

  /**
   * As above.
   *
   * @param expectation where packets go otherwise is told
   * @param progress hears what is under way
   */
  public static Trace trace(
      Lab lab,
      RunningLab running,
      TraceOptions options,
      Expectation expectation,
      OutputStream printed,
      Progress progress) {
    return new Tracer(lab, running, options, expectation, progress).trace(printed);
  }

  private Trace trace(OutputStream printed) {
    TunnelPorts ports = LabTunnelPorts.of(lab);
    LabLifetime life = new LabLifetime(running);
    String nodes = Count.of(running.nodes().size(), "node");
    progress.begins("beginning to watch " + nodes);
    try (LabNamespaces opened =
        LabNamespaces.open(running, running.nodes(), PacketTracing.FILES_EACH)) {
      Map<String, Namespace> namespaces = opened.byNode();
      List<String> words =
          running.command(
              options.node(), FileLimit.around(CallerEnvironment.around(options.command())));
      try (Namespace own = running.open(options.nodeName());
          Offloads offloads = offloads(namespaces);
          LinkQueues queues = LinkQueues.of(running, namespaces.values());
          Watch watch = Watch.start(running, namespaces, ports, queues)) {
        Counters before = Counters.of(own);
        progress.begins("waiting for the command");
        int status = TracedCommand.run(words, printed);
        progress.begins("following its packets through " + nodes);
        Map<String, Long> counters = Counters.of(own).since(before);
        List<String> notes = Cancellation.current().isWanted() ? List.of(INTERRUPTED) : List.of();
        // What was seen so far is told, whatever ended the command.
        return Cancellation.shielded(
            () -> story(watch.stop(), ports, status, counters, offloads.interfaces(), notes));
      } catch (RuntimeException e) {
        if (life.isOver()) {
          throw gone(e);
        }
        throw e;
      }
    }
  }

  /** What a packet met is asked of the lab, too, and not only of what was heard. */
  private LabStateException gone(RuntimeException why) {
    LabStateException gone =
        new LabStateException(
            "lab %s went down while its packets were followed, so they cannot be told"
                .formatted(running.name()));
    gone.initCause(why);
    return gone;
  }

  private Offloads offloads(Map<String, Namespace> namespaces) {
    return options.exact()
        ? Offloads.off(running.state(), namespaces)
        : Offloads.unchanged(running.state(), namespaces);
  }

  private Trace story(
      TraceRecording watched,
      TunnelPorts ports,
      int status,
      Map<String, Long> counters,
      int exactInterfaces,
      List<String> told) {
    Set<String> networks = lab.networkNames();
    try (KernelState state = KernelState.of(running)) {
      List<TunnelPayload> carried =
          new ArrayList<>(DeviceReports.carried(watched.devices(), ports));
      carried.addAll(
          WireGuardSizeMatcher.of(
              watched.recording().frames(), frame -> isKernelWireGuard(frame, state)));
      List<PacketPath> paths =
          PathFinder.of(watched.recording().frames(), carried, new StateWiring(state));
      Clues clues =
          new Clues(
              running.name().text(),
              watched.recording().frames(),
              watched.recording().lost(),
              watched.recording().events(),
              connections(watched, state),
              watched.devices(),
              watched.drops(),
              ports);
      JourneyBuilder journeys = JourneyBuilder.of(state, networks, clues, paths);
      List<Conversation> conversations =
          new ArrayList<>(
              new ConversationSelector(options, journeys, expectation, state)
                  .of(Conversations.of(paths, options.nodeName())));
      if (conversations.isEmpty()) {
        NoRouteReport.of(1, options, counters, state).ifPresent(conversations::add);
      }
      return new Trace(
          running.name().text(),
          options.node(),
          options.command(),
          status,
          conversations,
          gaps(watched, conversations),
          notes(watched, conversations, exactInterfaces, told));
    }
  }

  /** The kernel's device does not tell what it put into which datagram. */
  private static boolean isKernelWireGuard(CapturedFrame frame, KernelState state) {
    return frame.link() == Link.RAW_IP
        && state
            .node(frame.node())
            .tunnel(frame.interfaceName())
            .map(t -> t instanceof Tunnel.WireGuard && t.carrier() == Tunnel.Carrier.KERNEL)
            .orElse(false);
  }

  /** Those that came while the command ran, and what they are now. */
  private static Map<String, List<ConntrackEntry>> connections(
      TraceRecording watched, KernelState state) {
    Map<String, List<ConntrackEntry>> told = watched.recording().connections();
    Map<String, List<ConntrackEntry>> connections = new HashMap<>();
    for (String node : state.nodes()) {
      List<ConntrackEntry> all = new ArrayList<>(told.getOrDefault(node, List.of()));
      all.addAll(state.connections(node));
      connections.put(node, all);
    }
    return connections;
  }

  private static List<String> gaps(TraceRecording watched, List<Conversation> conversations) {
    List<String> gaps = new ArrayList<>();
    if (!watched.atRest() && conversations.stream().anyMatch(Tracer::asksForReasons)) {
      gaps.add("the lab did not come to rest; packets may have been on their way at the end");
    }
    watched
        .recording()
        .lost()
        .forEach(
            (node, count) -> {
              if (count > 0) {
                gaps.add("the capture missed %s of %s".formatted(Count.of(count, "packet"), node));
              }
            });
    long events = watched.recording().lostEvents();
    if (events > 0) {
      gaps.add(
          "netfilter's events came too fast %s; rules may be missing"
              .formatted(Count.of(events, "time")));
    }
    if (watched.lostDrops() > 0 && conversations.stream().anyMatch(Tracer::asksForReasons)) {
      gaps.add(
          "the kernel had no room for %s of dropped packets; reasons may be missing"
              .formatted(Count.of(watched.lostDrops(), "event")));
    }
    if (watched.lostDeviceEvents() > 0) {
      gaps.add(
          "the agent left out %s of tunnels; what they carried may be missing"
              .formatted(Count.of(watched.lostDeviceEvents(), "event")));
    }
    if (!watched.devicesMissing().isEmpty()) {
      gaps.add(
          "the agent told of tunnels only at first (%s); what they carried later may be missing"
              .formatted(watched.devicesMissing()));
    }
    return gaps;
  }

  /** The kernel's word on drops, which comes from all of the machine, is missed only here. */
  private static boolean asksForReasons(Conversation conversation) {
    return conversation.journeys().stream()
        .map(Journey::ending)
        .anyMatch(
            ending ->
                ending.outcome() != Ending.Outcome.DELIVERED
                    && ending.proof() != Ending.Proof.PROVEN);
  }

  private List<String> notes(
      TraceRecording watched,
      List<Conversation> conversations,
      int exactInterfaces,
      List<String> told) {
    List<String> notes = new ArrayList<>(told);
    if (exactInterfaces > 0) {
      notes.add(
          "segmentation, receive and checksum offloads of %s were off while it ran"
              .formatted(Count.of(exactInterfaces, "interface")));
    }
    if (conversations.isEmpty()) {
      notes.add("no packet to follow was made by " + options.nodeName());
    }
    if (!watched.dropsMissing().isEmpty()) {
      notes.add("the kernel does not tell what it drops: " + watched.dropsMissing());
    }
    return notes;
  }
}
