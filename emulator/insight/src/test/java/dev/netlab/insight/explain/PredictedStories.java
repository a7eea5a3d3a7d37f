package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.BuiltInLab;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.SnapshotFile;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Records the built-in labs anew, after one of them has changed: as root, in the folder of this
   * module.
   *
   * @param labs their names; none are all
   */
  static void main(String... labs) throws IOException {
    Path folder = Path.of("src/test/resources/dev/netlab/insight/labs");
    for (String lab : labs.length == 0 ? BuiltInLab.NAMES : List.of(labs)) {
      try (BuiltInLab up = BuiltInLab.up(lab, "nlt-record");
          KernelState state = up.state()) {
        String json = SnapshotFile.write(state);
        Files.writeString(folder.resolve(lab + ".json"), json);
        Path stories = folder.resolve(lab + ".txt");
        String told =
            tell(
                Files.readString(stories),
                SnapshotFile.read(json),
                BuiltInLab.read(lab).networkNames());
        Files.writeString(stories, told);
      }
    }
  }
}
