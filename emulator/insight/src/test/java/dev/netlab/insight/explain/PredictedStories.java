package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A text of commands and what they print: each line {@code $ explain NODE DESTINATION [OPTION
 * VALUE]...} is followed by the story of that packet in a built-in lab.
 */
final class PredictedStories {
  private static final String COMMAND = "$ explain ";

  private PredictedStories() {}

  /** The lab's stories as they are to be told. */
  static String expected(String lab) throws IOException {
    String name = "/dev/netlab/insight/labs/" + lab + ".txt";
    try (InputStream in =
        Objects.requireNonNull(PredictedStories.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The same commands, told by that state. */
  static String tell(String expected, LabState state, Set<String> networks) {
    StringBuilder text = new StringBuilder();
    for (String line : expected.lines().filter(l -> l.startsWith(COMMAND)).toList()) {
      FlowSpec flow = flow(line.substring(COMMAND.length()));
      List<Journey> journeys =
          Prediction.of(state, flow).journeys().stream()
              .map(journey -> journey.folding(networks))
              .toList();
      text.append(line).append('\n').append(new TextStory(Palette.PLAIN).render(journeys));
    }
    return text.toString();
  }

  /** The packet that a command asks for. */
  static FlowSpec flow(String command) {
    List<String> words = Arrays.asList(command.split(" "));
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i < words.size(); i += 2) {
      options.put(words.get(i), words.get(i + 1));
    }
    IpAddress to = IpAddress.parse(words.get(1));
    int protocol =
        switch (options.getOrDefault("--proto", "icmp")) {
          case "tcp" -> IpProtocol.TCP;
          case "udp" -> IpProtocol.UDP;
          default -> to.isV6() ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
        };
    boolean echo = protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
    return new FlowSpec(
        words.getFirst(),
        to,
        protocol,
        OptionalInt.empty(),
        Integer.parseInt(options.getOrDefault("--dport", "0")),
        Optional.ofNullable(options.get("--from")).map(IpAddress::parse),
        options.containsKey("--ttl")
            ? OptionalInt.of(Integer.parseInt(options.get("--ttl")))
            : OptionalInt.empty(),
        Integer.parseInt(options.getOrDefault("--size", echo ? "56" : "0")));
  }
}
