package dev.netlab.cli;

import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Root;
import dev.netlab.insight.explain.PredictionDiff;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.TraceOptions;
import dev.netlab.insight.trace.Tracer;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.lab.Lab;
import dev.netlab.packet.filter.PacketExpression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    name = "trace",
    description = "Run a command in a node and report what happened to its packets, hop by hop.")
final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(index = "1", paramLabel = "NODE", description = "where the command runs")
  private String node = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "CMD",
      description = "the command and its arguments; -- before it is allowed",
      parameterConsumer = CommandWords.class)
  private List<String> command = List.of();

  @Option(
      names = "--format",
      paramLabel = "text|json|html|pcapng",
      description = "how the story is printed (default: as the name of FILE ends, else text)")
  private TraceReport.@Nullable Format format;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "write the story to a file instead of stdout: x.txt, .json, .html, .pcapng")
  private @Nullable Path file;

  @Option(names = "--request", description = "only packets in the direction of the first one")
  private boolean request;

  @Option(names = "--reply", description = "only packets in the other direction, the answers")
  private boolean reply;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "only the first N packets of each conversation and direction")
  private @Nullable Integer first;

  @Option(
      names = "--packet",
      paramLabel = "N",
      description = "only the Nth packet of each conversation")
  private @Nullable Integer packet;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = "only packets that match somewhere, as facts write them: \"* > *:53 udp\"",
      converter = PacketExpressionConverter.class)
  private @Nullable PacketExpression filter;

  @Option(
      names = "--exact",
      description = "switch offloads off meanwhile, so that packets are seen as on a wire")
  private boolean exact;

  @Override
  public Integer call() throws Exception {
    TraceOptions options = options();
    TraceReport.Format chosen = FileFormat.choose(spec, format, file, TraceReport.Format.TEXT);
    if (chosen == TraceReport.Format.PCAPNG && file == null && Terminal.isThere()) {
      throw wrong("pcapng is binary; write it to a file: -o FILE");
    }
    Root.require("netlab trace");
    RunningLab running = RunningLab.of(lab.running());
    Lab read = running.lab().orElseThrow();
    Path target = file;
    GracefulRun orderly =
        new GracefulRun(
            spec.commandLine().getErr(),
            "nothing of it is left once its command has ended"
                + (exact ? ", and the next trace of the lab switches offloads on again" : ""));
    if (target == null) {
      return orderly.run(
          () -> trace(read, running, options, chosen, System.out, Terminal.palette()));
    }
    try (OutputStream out = new BufferedOutputStream(CheckedOutput.file(target))) {
      return orderly.run(() -> trace(read, running, options, chosen, out, Palette.PLAIN));
    }
  }

  /** The command's output counts as messages, because the data is the trace report. */
  private int trace(
      Lab read,
      RunningLab running,
      TraceOptions options,
      TraceReport.Format format,
      OutputStream out,
      Palette palette)
      throws IOException {
    Trace trace;
    try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
      trace =
          Tracer.trace(
              running,
              options,
              new PredictionDiff(read.networkNames())::of,
              progress.around(System.err),
              progress);
    }
    new TraceReport(read, trace).write(out, format, palette);
    out.flush();
    return ExitCode.GOOD.number();
  }

  private TraceOptions options() {
    return new TraceOptions(
        node,
        command,
        directions(),
        number("--first", first),
        number("--packet", packet),
        Optional.ofNullable(filter),
        exact);
  }

  /** Both directions if neither or both were requested. */
  private Set<Direction> directions() {
    if (request == reply) {
      return EnumSet.allOf(Direction.class);
    }
    return EnumSet.of(request ? Direction.REQUEST : Direction.REPLY);
  }

  private OptionalInt number(String option, @Nullable Integer number) {
    if (number == null) {
      return OptionalInt.empty();
    }
    if (number < 1) {
      throw wrong(option + " counts from 1, not " + number);
    }
    return OptionalInt.of(number);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
