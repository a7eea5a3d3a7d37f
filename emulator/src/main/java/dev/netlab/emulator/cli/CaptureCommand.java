package dev.netlab.emulator.cli;

import dev.netlab.emulator.capture.CaptureFilter;
import dev.netlab.emulator.capture.CapturedFrame;
import dev.netlab.emulator.capture.LabTunnelPorts;
import dev.netlab.emulator.capture.LiveCapture;
import dev.netlab.emulator.capture.Pcapng;
import dev.netlab.emulator.capture.Selection;
import dev.netlab.emulator.run.LabStateException;
import dev.netlab.emulator.run.Root;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.yaml.LabReader;
import dev.netlab.netlink.namespace.Namespace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "capture",
    description = "See packets at every interface of a lab at once, in one order.")
final class CaptureCommand implements Callable<Integer> {
  /** For what is still to be written when the process is told to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(
      index = "1..*",
      paramLabel = "NODE[:INTERFACE]",
      description = "where; everywhere if none is given")
  private List<String> where = List.of();

  @Option(names = "-w", paramLabel = "FILE", description = "write pcapng; - is stdout")
  private @Nullable String file;

  @Option(names = "-c", paramLabel = "N", description = "end after N packets")
  private @Nullable Long count;

  @Option(
      names = "--duration",
      paramLabel = "T",
      description = "end after this time: 10s, 2m, or seconds alone",
      converter = DurationConverter.class)
  private @Nullable Duration duration;

  @Option(names = "--filter", paramLabel = "EXPR", description = "as tcpdump takes it")
  private @Nullable String filter;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Root.demand("netlab capture");
    RunningLab running = RunningLab.of(lab.running());
    Set<Selection> only = selections(running);
    Map<String, Namespace> nodes = new LinkedHashMap<>();
    try {
      running.nodes().stream()
          .filter(node -> only.isEmpty() || only.stream().anyMatch(s -> s.node().equals(node)))
          .forEach(node -> nodes.put(node, running.open(node)));
      capture(running, nodes, only);
    } finally {
      nodes.values().forEach(Namespace::close);
    }
    return ExitCode.GOOD.number();
  }

  private Set<Selection> selections(RunningLab running) {
    Set<Selection> only = new LinkedHashSet<>();
    for (String each : where) {
      Selection selection = Selection.parse(each);
      if (!running.nodes().contains(selection.node())) {
        throw new LabStateException(
            "lab %s has no node %s; it has %s"
                .formatted(running.name(), selection.node(), String.join(", ", running.nodes())));
      }
      only.add(selection);
    }
    return only;
  }

  private void capture(RunningLab running, Map<String, Namespace> nodes, Set<Selection> only)
      throws IOException, InterruptedException {
    LiveCapture.Options options =
        new LiveCapture.Options(
            only,
            Optional.ofNullable(filter).map(CaptureFilter::compile),
            count == null ? OptionalLong.empty() : OptionalLong.of(count),
            LabTunnelPorts.of(LabReader.read(running.state().labFile(), running.name())));
    PrintWriter talk = spec.commandLine().getErr();
    try (OutputStream bytes = bytes()) {
      LiveCapture.Output output =
          file == null ? lines(spec.commandLine().getOut()) : pcapng(new Pcapng(bytes), bytes);
      LiveCapture capture = LiveCapture.start(nodes, options, output);
      CountDownLatch done = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndWait(capture, done)));
      talk.println("capturing at %d nodes; Ctrl-C ends it".formatted(nodes.size()));
      if (duration == null) {
        capture.await();
      } else {
        capture.await(duration);
      }
      tell(capture.stop(), talk);
      done.countDown();
    }
  }

  /** On Ctrl-C: what was seen until then is written before the process ends. */
  private static void endAndWait(LiveCapture capture, CountDownLatch done) {
    capture.end();
    try {
      done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(LiveCapture.Summary summary, PrintWriter talk) {
    talk.println(summary.frames() + " packets");
    summary
        .lost()
        .forEach(
            (node, lost) -> {
              if (lost > 0) {
                talk.println(lost + " packets were lost at " + node);
              }
            });
  }

  private OutputStream bytes() throws IOException {
    String target = file;
    if (target == null || target.equals("-")) {
      return new BufferedOutputStream(System.out);
    }
    return new BufferedOutputStream(Files.newOutputStream(Path.of(target)));
  }

  private static LiveCapture.Output lines(PrintWriter out) {
    return new LiveCapture.Output() {
      @Override
      public void frame(CapturedFrame frame) {
        out.println(frame);
      }

      @Override
      public void flush() {
        out.flush();
      }
    };
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
