package dev.netlab.insight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.capture.TestPair;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.PcapngStory;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is seen as the kernel carries it, or with {@code --exact} as a wire would. */
class ExactTraceIT {
  private static final String LAB = "nlt-exact-wire";

  private static final String LISTEN =
      "import socket; s = socket.create_server(('192.0.2.2', 5001)); print('ready', flush=True);"
          + " c = s.accept()[0]\nwhile c.recv(65536): pass";
  private static final String SEND =
      "import socket; socket.create_connection(('192.0.2.2', 5001)).sendall(bytes(200000))";

  @TempDir private Path folder = Path.of("");
  private final LabSource source = TestLabs.small(LAB);

  private static RunningLab running() {
    return RunningLab.of(new StateDirectory(new LabName(LAB)));
  }

  @BeforeEach
  void bringUp() {
    TestLabs.up(source);
    // A stream at once needs a neighbour that is known.
    try (Namespace left = running().open("left")) {
      TestPair.sh(left, "ping -c 1 192.0.2.2");
    }
  }

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @Test
  void segmentsAreToldOneByOne() throws Exception {
    LabFeatures before = LabFeatures.of(running());
    assertThat(before.haveSegmentation()).isTrue();

    List<Segment> asCarried = transfer(options(false));
    assertThat(asCarried.stream().mapToInt(Segment::length).max().orElse(0)).isGreaterThan(1500);
    assertThat(asCarried.stream().map(Segment::checksum)).as("not computed yet").contains("0");

    List<Segment> asOnAWire = transfer(options(true));
    assertThat(asOnAWire).hasSizeGreaterThan(100);
    assertThat(asOnAWire.stream().mapToInt(Segment::length).max()).hasValue(1500);
    assertThat(asOnAWire.stream().map(Segment::checksum).distinct()).containsExactly("1");
    assertThat(LabFeatures.of(running())).isEqualTo(before);
    assertThat(running().state().offloads()).doesNotExist();
  }

  /** As tshark reads it: bytes of the IP packet, and 1 for a good checksum. */
  private record Segment(int length, String checksum) {}

  private List<Segment> transfer(TraceOptions options) throws Exception {
    Process listening =
        new ProcessBuilder(running().command("right", List.of("python3", "-c", LISTEN)))
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(listening.inputReader().readLine()).isEqualTo("ready");
      Trace trace = Tracer.trace(running(), options, OutputStream.nullOutputStream());
      assertThat(trace.status()).isZero();
      if (options.exact()) {
        assertThat(trace.notes())
            .contains(
                "segmentation, receive and checksum offloads of 15 interfaces were off"
                    + " while it ran");
      } else {
        assertThat(trace.notes()).noneMatch(note -> note.contains("offloads"));
      }
      return segments(trace);
    } finally {
      listening.destroyForcibly();
    }
  }

  private static TraceOptions options(boolean exact) {
    return new TraceOptions(
        "left",
        List.of("python3", "-c", SEND),
        EnumSet.allOf(Direction.class),
        OptionalInt.of(1000),
        OptionalInt.empty(),
        Optional.empty(),
        exact);
  }

  private List<Segment> segments(Trace trace) throws IOException {
    Path file = folder.resolve("trace.pcapng");
    try (OutputStream out = Files.newOutputStream(file)) {
      PcapngStory.write(trace, out);
    }
    Process tshark =
        new ProcessBuilder(
                ("tshark -r " + file + " -o tcp.check_checksum:TRUE -Y tcp.port==5001 -T fields")
                    .concat(" -e ip.len -e tcp.checksum.status")
                    .split(" "))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return tshark
        .inputReader()
        .lines()
        .map(line -> line.split("\t", -1))
        .map(this::segment)
        .toList();
  }

  private Segment segment(String[] fields) {
    return new Segment(Integer.parseInt(fields[0]), fields[1]);
  }
}
