package dev.netlab.insight.trace;

import dev.netlab.engine.jvm.CallerEnvironment;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.LinkQueues;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.site.SiteNamespaces;
import dev.netlab.engine.state.FileLimit;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.collect.Offloads;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.insight.trace.collect.Watch;
import dev.netlab.insight.trace.diagnose.TraceInput;
import dev.netlab.lab.Count;
import dev.netlab.lab.ExecTarget;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.snmp.Counters;
import dev.netlab.packet.TunnelPorts;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Runs a command in a node of a site and follows its packets. */
public final class Tracer {
  private final Site site;
  private final TraceOptions options;
  private final Expectation expectation;
  private final Progress progress;

  Tracer(Site site, TraceOptions options, Expectation expectation, Progress progress) {
    this.site = site;
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
  public static Trace trace(Site site, TraceOptions options, OutputStream printed) {
    return trace(site, options, Expectation.NONE, printed, Progress.SILENT);
  }

  /**
   * As above.
   *
   * @param expectation what is expected of packets; where one goes another way, the trace says so
   * @param progress is told what is under way
   */
  public static Trace trace(
      Site site,
      TraceOptions options,
      Expectation expectation,
      OutputStream printed,
      Progress progress) {
    return new Tracer(site, options, expectation, progress).trace(printed);
  }

  private Trace trace(OutputStream printed) {
    Site.Lifetime life = site.lifetime();
    progress.begins("beginning to watch " + nodes());
    try (SiteNamespaces opened =
        SiteNamespaces.open(site, site.nodes(), PacketTracing.FILES_EACH)) {
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
   * Watches the site, runs the command, and collects what came of it.
   *
   * @param namespaces by node and network; they stay the caller's
   */
  Recorded record(Map<String, Namespace> namespaces, OutputStream printed) {
    TunnelPorts ports = SiteTunnelPorts.of(site);
    List<String> words =
        site.command(
            ExecTarget.parse(options.node()),
            FileLimit.around(CallerEnvironment.around(options.command())));
    try (Namespace own = site.open(options.nodeName());
        Offloads offloads = offloads(namespaces);
        LinkQueues queues = LinkQueues.of(site, namespaces.values());
        Watch watch = Watch.start(site, namespaces, ports, queues)) {
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
      String name = site.siteName();
      return new Recorded(new TraceInput(name, site.segments(), ports, recording), run);
    }
  }

  private String nodes() {
    return Count.of(site.nodes().size(), "node");
  }

  /** A trace also asks the site what its packets met, and cannot if the site is gone. */
  private LabStateException gone(RuntimeException why) {
    LabStateException gone =
        new LabStateException(
            "%s went down while its packets were followed, so they cannot be told"
                .formatted(site.description()));
    gone.initCause(why);
    return gone;
  }

  private Offloads offloads(Map<String, Namespace> namespaces) {
    return options.exact() ? Offloads.off(site, namespaces) : Offloads.unchanged(site, namespaces);
  }

  private Trace analyse(Recorded recorded) {
    try (KernelState state = KernelState.of(site)) {
      return new TraceAnalysis(recorded.input(), options, expectation, state).trace(recorded.run());
    }
  }
}
