package dev.netlab.cli;

import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Root;
import dev.netlab.insight.explain.FlowSpec;
import dev.netlab.insight.explain.Prediction;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.trace.render.JsonStory;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    name = "explain",
    description =
        "Predict the path of a packet and of its answer from what the kernels have now; sends"
            + " nothing.")
final class ExplainCommand implements Callable<Integer> {
  /** The payload size that ping uses by default. */
  private static final int ECHO_BYTES = 56;

  private static final int HIGHEST_PORT = 65535;

  /** The kind of packet to send. */
  enum Sent {
    TCP,
    UDP,
    ICMP
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(index = "1", paramLabel = "NODE", description = "the node that sends it")
  private String node = "";

  @Parameters(index = "2", paramLabel = "DESTINATION", description = "an IP address")
  private String destination = "";

  @Option(
      names = "--proto",
      paramLabel = "tcp|udp|icmp",
      defaultValue = "icmp",
      description = "what is sent: a SYN, a datagram, an echo request (default: ${DEFAULT-VALUE})")
  private Sent proto = Sent.ICMP;

  @Option(names = "--dport", paramLabel = "N", description = "destination port, for tcp and udp")
  private @Nullable Integer destinationPort;

  @Option(
      names = "--sport",
      paramLabel = "N",
      description = "source port, or the echo's identifier")
  private @Nullable Integer sourcePort;

  @Option(names = "--from", paramLabel = "ADDRESS", description = "source address")
  private @Nullable String from;

  @Option(names = "--ttl", paramLabel = "N", description = "TTL, or hop limit")
  private @Nullable Integer ttl;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "bytes of payload (default: 56 for icmp, else 0)")
  private @Nullable Integer size;

  @Override
  public Integer call() {
    FlowSpec question = question();
    Root.require("netlab explain");
    RunningLab running = RunningLab.of(lab.running());
    Set<String> segments = running.segments();
    List<Journey> journeys;
    try (KernelState state = KernelState.of(running)) {
      journeys =
          Prediction.of(state, question).journeys().stream()
              .map(journey -> journey.folding(segments))
              .toList();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", running.name().text());
    data.put("node", node);
    data.put("destination", question.destination().toString());
    data.put("flows", JsonStory.flows(journeys));
    format.print(
        spec.commandLine().getOut(),
        data,
        out -> out.print(new TextStory(Terminal.palette()).render(journeys)));
    return ExitCode.GOOD.number();
  }

  private FlowSpec question() {
    IpAddress to = address(destination);
    boolean ports = proto != Sent.ICMP;
    if (ports && destinationPort == null) {
      throw wrong("--proto %s needs --dport".formatted(proto.name().toLowerCase(Locale.ROOT)));
    }
    if (!ports && destinationPort != null) {
      throw wrong("--dport needs --proto tcp or udp");
    }
    Optional<IpAddress> source = Optional.ofNullable(from).map(this::address);
    if (source.isPresent() && source.get().isV6() != to.isV6()) {
      throw wrong(
          "--from %s and %s are of different address families".formatted(from, destination));
    }
    int protocol =
        switch (proto) {
          case TCP -> IpProtocol.TCP;
          case UDP -> IpProtocol.UDP;
          case ICMP -> to.isV6() ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
        };
    return new FlowSpec(
        node,
        to,
        protocol,
        within("--sport", sourcePort, HIGHEST_PORT),
        within("--dport", destinationPort, HIGHEST_PORT).orElse(0),
        source,
        within("--ttl", ttl, 255),
        within("--size", size, 65_000).orElse(ports ? 0 : ECHO_BYTES));
  }

  private IpAddress address(String text) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private OptionalInt within(String option, @Nullable Integer value, int most) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value < 0 || value > most) {
      throw wrong("%s: %d is not between 0 and %d".formatted(option, value, most));
    }
    return OptionalInt.of(value);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
