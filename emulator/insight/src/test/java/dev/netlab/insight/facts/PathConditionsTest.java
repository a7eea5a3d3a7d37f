package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Condition;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.lab.Location;
import dev.netlab.lab.Way;
import dev.netlab.packet.Frames;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathConditionsTest {
  private static final Location HERE = new Location("lab.yaml", 1, 1);
  private static final CapturePoint POINT = new CapturePoint("a", "eth0", Optional.of(Way.OUT));

  private static ExpectedPacket expected(String packet) {
    return new ExpectedPacket(POINT, PacketExpression.parse(packet), HERE);
  }

  /** An echo request with an identifier of its own. */
  private static CapturedFrame echo(int id) {
    byte[] frame =
        Frames.all().stream()
            .filter(each -> each.line().startsWith("10.0.0.1 > 10.0.0.2 icmp echo-request"))
            .findFirst()
            .orElseThrow()
            .bytes()
            .clone();
    frame[38] = (byte) (id >> 8);
    frame[39] = (byte) id;
    return new CapturedFrame(
        "a", "eth0", Way.OUT, id, LinkType.ETHERNET, frame.length, frame, Frames.PORTS);
  }

  /** Each of these variables stands for any of the frames: 100^3 / 6 paths would be followed. */
  @Test
  void pathsAreBoundedWhereTheyGrow() {
    List<CapturedFrame> frames = new ArrayList<>();
    for (int id = 1; id <= 100; id++) {
      frames.add(echo(id));
    }
    PathConditions conditions = new PathConditions(new Recording(frames, Map.of(), List.of(), 0));
    Condition.Path path =
        new Condition.Path(
            List.of(
                expected("10.0.0.1 > 10.0.0.2 icmp echo-request id $a"),
                expected("10.0.0.1 > 10.0.0.2 icmp echo-request id $b"),
                expected("10.0.0.1 > 10.0.0.2 icmp echo-request id $c")),
            HERE);
    assertThat(conditions.path(path, Bindings.NONE))
        .isInstanceOfSatisfying(
            Verdict.Holds.class,
            holds -> assertThat(holds.bindings()).hasSize(Verdict.MOST_BINDINGS));
  }
}
