package dev.netlab.insight.trace;

import dev.netlab.engine.agent.DeviceEventText;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.NodeEvent;
import dev.netlab.insight.capture.Pcapng;
import dev.netlab.insight.capture.PcapngReader;
import dev.netlab.insight.capture.Recording;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.RecordJson;
import dev.netlab.insight.snapshot.SnapshotFile;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.insight.trace.diagnose.TraceInput;
import dev.netlab.netlink.tracefs.DroppedPacket;
import dev.netlab.netlink.tracefs.PacketArrival;
import dev.netlab.packet.TunnelPorts;
import dev.netlab.packet.filter.PacketExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.jr.ob.JSON;

/**
 * A traced command as files, from which its trace is made again without a kernel:
 *
 * <ul>
 *   <li>{@code frames.pcapng}: what every interface saw
 *   <li>{@code events.txt}: what netfilter, devices and the kernel reported, a line of JSON each
 *   <li>{@code lab.json}: what the kernels had afterwards, as {@link SnapshotFile} writes it
 *   <li>{@code command.json}: the command, how it ended, and what was lost
 * </ul>
 */
record RecordedTrace(TraceOptions options, TraceInput input, CommandRun run, LabState state) {
  static final String FRAMES = "frames.pcapng";
  static final String EVENTS = "events.txt";
  static final String LAB = "lab.json";
  static final String COMMAND = "command.json";

  private static final long NEAR_NANOS = 1_000_000;

  private static final String NETFILTER = "netfilter ";
  private static final String DEVICE = "device ";
  private static final String DROP = "drop ";

  Trace trace() {
    return new TraceAnalysis(input, options, Expectation.NONE, state).trace(run);
  }

  /** The same, of which only the packets are asked for that match. */
  RecordedTrace filtered(PacketExpression filter) {
    TraceOptions filtered =
        new TraceOptions(
            options.node(),
            options.command(),
            options.directions(),
            options.first(),
            options.packet(),
            Optional.of(filter),
            options.exact());
    return new RecordedTrace(filtered, input, run, state);
  }

  /** The bytes of one of a recording's files. */
  static byte[] resource(String recording, String file) {
    String name = "/dev/netlab/insight/trace/recorded/" + recording + "/" + file;
    try (InputStream in =
        Objects.requireNonNull(RecordedTrace.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String recording, String file) {
    return new String(resource(recording, file), StandardCharsets.UTF_8);
  }

  static RecordedTrace read(String recording) {
    Map<?, ?> command = JSON.std.mapFrom(text(recording, COMMAND));
    TunnelPorts ports = new TunnelPorts(ports(command, "geneve"), ports(command, "vxlan"));
    List<String> events = text(recording, EVENTS).lines().toList();
    Map<String, Long> lost = new LinkedHashMap<>();
    Recording heard =
        new Recording(
            PcapngReader.read(resource(recording, FRAMES), ports),
            lost,
            read(events, NETFILTER, NodeEvent.class),
            0);
    TraceRecording collected =
        new TraceRecording(
            heard,
            true,
            events.stream()
                .filter(line -> line.startsWith(DEVICE))
                .map(line -> DeviceEventText.read(line.substring(DEVICE.length())))
                .toList(),
            0,
            "",
            read(events, DROP, DroppedPacket.class),
            0,
            "");
    return new RecordedTrace(
        TraceOptions.of((String) value(command, "node"), strings(command, "command")),
        new TraceInput(
            (String) value(command, "lab"),
            Set.copyOf(strings(command, "networks")),
            ports,
            collected),
        new CommandRun((int) value(command, "status"), false, Map.of(), 0),
        SnapshotFile.read(text(recording, LAB)));
  }

  private static <T> List<T> read(List<String> events, String kind, Class<T> type) {
    return events.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> RecordJson.read(type, JSON.std.mapFrom(line.substring(kind.length()))))
        .toList();
  }

  private static Object value(Map<?, ?> command, String key) {
    return Objects.requireNonNull(command.get(key), key);
  }

  private static List<String> strings(Map<?, ?> command, String key) {
    return ((List<?>) value(command, key)).stream().map(String.class::cast).toList();
  }

  private static Set<Integer> ports(Map<?, ?> command, String key) {
    return ((List<?>) value(command, key))
        .stream().map(Integer.class::cast).collect(Collectors.toSet());
  }

  /**
   * Writes the files; a recording with gaps is not worth keeping.
   *
   * @param lab what the kernels have, as {@link SnapshotFile} writes it
   */
  void write(Path folder, String lab) throws IOException {
    Recording recording = input.recording().recording();
    if (!recording.isComplete() || !input.recording().atRest()) {
      throw new IllegalStateException("the recording has gaps");
    }
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve(FRAMES))) {
      Pcapng pcapng = new Pcapng(out);
      for (CapturedFrame frame : recording.frames()) {
        pcapng.write(frame);
      }
    }
    StringBuilder events = new StringBuilder();
    recording.events().forEach(each -> line(events, NETFILTER, each));
    input
        .recording()
        .devices()
        .forEach(each -> events.append(DEVICE).append(DeviceEventText.write(each)).append('\n'));
    input.recording().drops().stream()
        .filter(drop -> isOfLab(drop, recording.frames()))
        .forEach(each -> line(events, DROP, each));
    Files.writeString(folder.resolve(EVENTS), events);
    Files.writeString(folder.resolve(LAB), lab);
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("lab", input.lab());
    command.put("networks", new TreeSet<>(input.networks()));
    command.put("geneve", new TreeSet<>(input.ports().geneve()));
    command.put("vxlan", new TreeSet<>(input.ports().vxlan()));
    command.put("node", options.node());
    command.put("command", options.command());
    command.put("status", run.status());
    Files.writeString(
        folder.resolve(COMMAND),
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(command) + "\n");
  }

  /** Drops are reported of all the machine. */
  private static boolean isOfLab(DroppedPacket drop, List<CapturedFrame> frames) {
    PacketArrival arrival = drop.arrival();
    return arrival != null
        && frames.stream()
            .filter(frame -> frame.interfaceName().equals(arrival.device()))
            .anyMatch(frame -> Math.abs(frame.nanos() - arrival.nanos()) < NEAR_NANOS);
  }

  private static void line(StringBuilder text, String kind, Record event) {
    text.append(kind).append(JSON.std.asString(RecordJson.write(event))).append('\n');
  }
}
