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
import dev.netlab.insight.capture.LabTunnelPorts;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.collect.Offloads;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.insight.trace.collect.Watch;
import dev.netlab.insight.trace.diagnose.TraceInput;
import dev.netlab.lab.Count;
import dev.netlab.lab.Lab;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.snmp.Counters;
import dev.netlab.packet.TunnelPorts;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Runs a command in a node of a running lab and follows its packets. */
public final class Tracer {
  private final Lab lab;
  private final RunningLab running;
  private final TraceOptions options;
  private final Expectation expectation;
  private final Progress progress;

  Tracer(
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
   * interrupts the command, as Ctrl-C does; what was seen of its packets so far is reported.
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
   * @param expectation what is expected of packets; where one goes another way, the trace says so
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
    LabLifetime life = new LabLifetime(running);
    progress.begins("beginning to watch " + nodes());
    try (LabNamespaces opened =
        LabNamespaces.open(running, running.nodes(), PacketTracing.FILES_EACH)) {
      try {
        Recorded recorded = record(opened.byNode(), printed);
        // What was seen so far is reported, whatever ended the command.
        return Cancellation.shielded(() -> analyse(recorded));
      } catch (RuntimeException e) {
        if (life.isOver()) {
          throw gone(e);
        }
        throw e;
      }
    }
  }

  /** What was collected while the command ran, and how that went. */
  record Recorded(TraceInput input, CommandRun run) {}

  /**
   * Watches the lab, runs the command, and collects what came of it.
   *
   * @param namespaces by node and network; they stay the caller's
   */
  Recorded record(Map<String, Namespace> namespaces, OutputStream printed) {
    TunnelPorts ports = LabTunnelPorts.of(lab);
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
      progress.begins("following its packets through " + nodes());
      CommandRun run =
          new CommandRun(
              status,
              Cancellation.current().isWanted(),
              Counters.of(own).since(before),
              offloads.interfaces());
      TraceRecording recording = Cancellation.shielded(watch::stop);
      String name = running.name().text();
      return new Recorded(new TraceInput(name, lab.networkNames(), ports, recording), run);
    }
  }

  private String nodes() {
    return Count.of(running.nodes().size(), "node");
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

  private Trace analyse(Recorded recorded) {
    try (KernelState state = KernelState.of(running)) {
      return new TraceAnalysis(recorded.input(), options, expectation, state).trace(recorded.run());
    }
  }
}
