package dev.netlab.insight.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Way;
import dev.netlab.packet.TunnelPorts;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderIT {
  private final TestPair pair = new TestPair();

  @AfterEach
  void close() {
    pair.close();
  }

  private static List<String> points(Recording recording, String expression) {
    PacketExpression wanted = PacketExpression.parse(expression);
    return recording.frames().stream()
        .filter(frame -> wanted.matches(Bindings.NONE, frame.packet()))
        .map(frame -> frame.point().toString())
        .toList();
  }

  @Test
  void aPingIsSeenAtBothEndsInTheOrderOfItsWay() {
    try (Recorder recorder = Recorder.start(pair.nodes(), TunnelPorts.ASSIGNED)) {
      TestPair.sh(pair.left, "ping -c 1 10.0.0.2");
      Recording recording = recorder.take();
      assertThat(points(recording, "10.0.0.1 > 10.0.0.2 icmp echo-request"))
          .containsExactly("left:eth0 out", "right:eth0 in");
      assertThat(points(recording, "10.0.0.2 > 10.0.0.1 icmp echo-reply"))
          .containsExactly("right:eth0 out", "left:eth0 in");
      assertThat(points(recording, "arp who-has 10.0.0.2"))
          .containsExactly("left:eth0 out", "right:eth0 in");
      assertThat(recording.isComplete()).isTrue();
      assertThat(recording.at(new CapturePoint("left", "eth0", Optional.of(Way.IN))))
          .allMatch(frame -> frame.way() == Way.IN)
          .isNotEmpty();
    }
  }

  @Test
  void whatWasSentBeforeTheStopIsInTheRecordingEveryTime() {
    for (int i = 0; i < 20; i++) {
      try (Recorder recorder = Recorder.start(pair.nodes(), TunnelPorts.ASSIGNED)) {
        TestPair.sh(pair.left, "ping -q -c 1 10.0.0.2");
        assertThat(points(recorder.take(), "* > * icmp")).as("round " + i).hasSize(4);
      }
    }
  }

  @Test
  void whatWasTakenIsNotTakenAgain() {
    try (Recorder recorder = Recorder.start(pair.nodes(), TunnelPorts.ASSIGNED)) {
      for (int i = 1; i < 4; i++) {
        TestPair.sh(pair.left, "ping -q -c 1 -s %d 10.0.0.2".formatted(100 * i));
        Recording recording = recorder.take();
        int length = 14 + 20 + 8 + 100 * i;
        assertThat(points(recording, "* > * icmp")).hasSize(4);
        assertThat(recording.frames())
            .filteredOn(frame -> frame.originalLength() == length)
            .hasSize(4);
        assertThat(recording.isComplete()).isTrue();
      }
      assertThat(points(recorder.take(), "* > * icmp")).isEmpty();
    }
  }

  @Test
  void devicesThatAppearLaterAreHeardUnderTheirNames() {
    try (Recorder recorder = Recorder.start(pair.nodes(), TunnelPorts.ASSIGNED)) {
      for (var node : List.of(pair.left, pair.right)) {
        String last = node == pair.left ? "1" : "2";
        TestPair.sh(
            node,
            "ip link add vx0 type vxlan id 10 local 10.0.0.%s remote 10.0.0.%d dstport 4789; ip addr add 192.168.30.%s/24 dev vx0; ip link set vx0 up"
                .formatted(last, 3 - Integer.parseInt(last), last));
      }
      TestPair.sh(pair.left, "ping -c 1 -W 2 192.168.30.2");
      Recording recording = recorder.take();
      assertThat(points(recording, "... / 192.168.30.1 > 192.168.30.2 icmp echo-request"))
          .containsExactly("left:vx0 out", "left:eth0 out", "right:eth0 in", "right:vx0 in");
    }
  }

  /**
   * How many packets a machine keeps is for benchmarks; that none is lost unsaid holds anywhere.
   */
  @Test
  void ofABurstOfTenThousandPacketsNoneIsLostUnsaid() {
    try (Recorder recorder = Recorder.start(pair.nodes(), TunnelPorts.ASSIGNED)) {
      TestPair.sh(
          pair.left,
          """
          python3 -c '
          import socket
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          for i in range(10000):
              try: s.sendto(str(i).encode(), ("10.0.0.2", 9))
              except ConnectionRefusedError: pass
          '
          """);
      recorder.awaitRest();
      Recording recording = recorder.take();
      long kept =
          points(recording, "10.0.0.1 > 10.0.0.2:9 udp").stream()
              .filter("left:eth0 out"::equals)
              .count();
      long lost = recording.lost().getOrDefault("left", 0L);
      assertThat(kept).isBetween(1_000L, 10_000L);
      assertThat(kept + lost).isGreaterThanOrEqualTo(10_000);
      assertThat(lost == 0 || !recording.isComplete()).as("a gap is said").isTrue();
    }
  }
}
