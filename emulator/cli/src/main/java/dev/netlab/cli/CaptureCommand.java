package dev.netlab.cli;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.site.SiteNamespaces;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.Root;
import dev.netlab.insight.capture.CaptureFilter;
import dev.netlab.insight.capture.CaptureSelection;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.LiveCapture;
import dev.netlab.insight.capture.Pcapng;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.lab.yaml.Suggestion;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "capture",
    description = "Capture packets at all interfaces of a lab at once, in one order.")
final class CaptureCommand implements Callable<Integer> {
  /** The longest time that a capture outlives its lab. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** The namespace, its ring, and the descriptor that wakes its reader. */
  private static final int FILES_EACH = 3;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(
      index = "1..*",
      paramLabel = "NODE[:INTERFACE]",
      description = "where to capture; everywhere if not given")
  private List<String> where = List.of();

  @Mixin private FormatOption format = new FormatOption();

  @Option(names = "-w", paramLabel = "FILE", description = "write pcapng; - is stdout")
  private @Nullable String file;

  @Option(names = "-c", paramLabel = "N", description = "stop after N packets")
  private @Nullable Long count;

  @Option(
      names = "--duration",
      paramLabel = "T",
      description = "stop after this time: 500ms, 10s, 2m, or a number of seconds",
      converter = DurationConverter.class)
  private @Nullable Duration duration;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = "a filter in the syntax of tcpdump")
  private @Nullable String filter;

  @Override
  public Integer call() throws Exception {
    if (file != null && format.isJson()) {
      throw new ParameterException(
          spec.commandLine(), "-w writes pcapng; leave out --format json, or -w");
    }
    Root.require("netlab capture");
    RunningLab running = RunningLab.of(lab.running());
    Set<CaptureSelection> only = selections(running);
    GracefulRun orderly = new GracefulRun(spec.commandLine().getErr(), "nothing is left of it");
    try (OutputStream bytes = bytes()) {
      return orderly.run(() -> capture(running, only, bytes));
    }
  }

  private int capture(RunningLab running, Set<CaptureSelection> only, OutputStream bytes)
      throws IOException, InterruptedException {
    List<String> wanted =
        running.nodes().stream()
            .filter(node -> only.isEmpty() || only.stream().anyMatch(s -> s.node().equals(node)))
            .toList();
    try (SiteNamespaces opened = SiteNamespaces.open(running, wanted, FILES_EACH)) {
      Map<String, Namespace> nodes = opened.byNode();
      only.forEach(selection -> requireInterface(selection, nodes.get(selection.node())));
      capture(running, nodes, only, bytes);
    }
    return ExitCode.GOOD.number();
  }

  private Set<CaptureSelection> selections(RunningLab running) {
    Set<CaptureSelection> only = new LinkedHashSet<>();
    for (String each : where) {
      CaptureSelection selection = CaptureSelection.parse(each);
      running.namespacePath(selection.node()); // rejects a node that does not exist
      only.add(selection);
    }
    return only;
  }

  private static void requireInterface(CaptureSelection selection, @Nullable Namespace node) {
    if (selection.interfaceName().isEmpty() || node == null) {
      return;
    }
    String wanted = selection.interfaceName().get();
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, node)) {
      List<String> there = Link.dump(socket).stream().map(Link::name).toList();
      if (!there.contains(wanted)) {
        throw new LabStateException(
            "%s has no interface %s; %s"
                .formatted(selection.node(), wanted, Suggestion.among(wanted, there)));
      }
    }
  }

  private void capture(
      RunningLab running,
      Map<String, Namespace> nodes,
      Set<CaptureSelection> only,
      OutputStream bytes)
      throws IOException, InterruptedException {
    LiveCapture.Options options =
        new LiveCapture.Options(
            only,
            Optional.ofNullable(filter).map(CaptureFilter::compile),
            count == null ? OptionalLong.empty() : OptionalLong.of(count),
            SiteTunnelPorts.of(running));
    PrintWriter talk = spec.commandLine().getErr();
    LiveCapture.Output output =
        file == null
            ? lines(format, spec.commandLine().getOut())
            : pcapng(new Pcapng(bytes), bytes);
    Site.Lifetime life = running.lifetime();
    try (LiveCapture capture = LiveCapture.start(nodes, options, output);
        var _ = Cancellation.current().onCancel(capture::end)) {
      talk.println(
          "capturing at %d node%s; Ctrl-C ends it"
              .formatted(nodes.size(), nodes.size() == 1 ? "" : "s"));
      await(capture, life);
      if (life.isOver()) {
        talk.println("lab " + running.name() + " went down");
      }
      printSummary(capture.stop(), talk);
    }
  }

  /** Waits until the capture ends by itself, its time is up, or the lab goes down. */
  private void await(LiveCapture capture, Site.Lifetime life) throws InterruptedException {
    long start = System.nanoTime();
    Duration left = duration == null ? BETWEEN_LOOKS : duration;
    while (left.isPositive()
        && !capture.await(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS)
        && !life.isOver()) {
      if (duration != null) {
        left = duration.minusNanos(System.nanoTime() - start);
      }
    }
  }

  private static void printSummary(LiveCapture.Summary summary, PrintWriter talk) {
    talk.println(summary.frames() + (summary.frames() == 1 ? " packet" : " packets"));
    summary
        .lost()
        .forEach(
            (node, lost) -> {
              if (lost > 0) {
                talk.println(
                    lost + (lost == 1 ? " packet was" : " packets were") + " lost at " + node);
              }
            });
  }

  private OutputStream bytes() {
    String target = file;
    return target == null || target.equals("-")
        ? System.out
        : new BufferedOutputStream(CheckedOutput.file(Path.of(target)));
  }

  private static LiveCapture.Output lines(FormatOption format, PrintWriter out) {
    return new LiveCapture.Output() {
      @Override
      public void frame(CapturedFrame frame) {
        out.println(format.isJson() ? json(frame) : frame);
      }

      @Override
      public void flush() {
        out.flush();
      }
    };
  }

  /** One object per line, the usual form for programs that read an endless stream. */
  private static String json(CapturedFrame frame) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nanos", frame.nanos());
    data.put("node", frame.node());
    data.put("interface", frame.interfaceName());
    data.put("way", frame.way().toString());
    data.put("length", frame.originalLength());
    data.put("packet", frame.packet().toString());
    return FormatOption.jsonLine(data);
  }

  private static LiveCapture.Output pcapng(Pcapng pcapng, OutputStream bytes) {
    return new LiveCapture.Output() {
      @Override
      public void frame(CapturedFrame frame) throws IOException {
        pcapng.write(frame);
      }

      @Override
      public void flush() throws IOException {
        pcapng.flush();
        bytes.flush();
      }
    };
  }
}
