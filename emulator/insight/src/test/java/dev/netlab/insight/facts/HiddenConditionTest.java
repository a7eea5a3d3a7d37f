package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Condition;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.Way;
import dev.netlab.packet.Frames;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HiddenConditionTest {
  private static final byte[] ECHO =
      Frames.all().stream()
          .filter(frame -> frame.line().startsWith("10.0.0.1 > 10.0.0.2 icmp echo-request"))
          .findFirst()
          .orElseThrow()
          .bytes();
  private static final byte[] CIPHER =
      unlike(
          Frames.all().stream()
              .filter(frame -> frame.line().contains("wireguard data"))
              .findFirst()
              .orElseThrow()
              .bytes());
  private static final Location HERE = new Location("lab.yaml", 1, 1);

  /** The composed datagram's content is the pattern of a ping: no cipher text looks so. */
  private static byte[] unlike(byte[] datagram) {
    for (int i = 58; i < datagram.length; i++) {
      datagram[i] ^= 0x5a;
    }
    return datagram;
  }

  private static CapturedFrame seen(String node, String name, Way way, byte[] frame) {
    return new CapturedFrame(
        node, name, way, 0, LinkType.ETHERNET, frame.length, frame, Frames.PORTS);
  }

  private static Verdict check(CapturedFrame... frames) {
    Condition.Hidden condition =
        new Condition.Hidden(
            new ExpectedPacket(
                new CapturePoint("a", "tun0", Optional.of(Way.OUT)),
                PacketExpression.parse("10.0.0.1 > 10.0.0.2 icmp echo-request"),
                HERE),
            List.of(
                new Located<>(new CapturePoint("a", "eth0", Optional.of(Way.OUT)), HERE),
                new Located<>(new CapturePoint("b", "eth0", Optional.empty()), HERE)),
            HERE);
    Recording recording = new Recording(Arrays.asList(frames), Map.of(), List.of(), 0);
    return new HiddenCondition(condition, recording).check(Bindings.NONE);
  }

  /** The echo request with its header changed, as a reply has the payload of its request. */
  private static byte[] reply() {
    byte[] reply = ECHO.clone();
    reply[34] = 0;
    return reply;
  }

  @Test
  void whatPassesOnlyAsCipherTextIsHidden() {
    assertThat(
            check(
                seen("a", "tun0", Way.OUT, ECHO),
                seen("a", "eth0", Way.OUT, CIPHER),
                seen("b", "eth0", Way.IN, CIPHER),
                seen("b", "tun0", Way.IN, ECHO),
                seen("a", "eth0", Way.OUT, reply())))
        .isInstanceOf(Verdict.Holds.class);
  }

  @Test
  void eightReadableBytesAreEnoughToFail() {
    byte[] leak = CIPHER.clone();
    System.arraycopy(ECHO, 60, leak, 80, 8);
    assertThat(
            check(
                seen("a", "tun0", Way.OUT, ECHO),
                seen("a", "eth0", Way.OUT, CIPHER),
                seen("b", "eth0", Way.IN, leak)))
        .isInstanceOf(Verdict.Fails.class);
    System.arraycopy(CIPHER, 80, leak, 80, 1);
    assertThat(
            check(
                seen("a", "tun0", Way.OUT, ECHO),
                seen("a", "eth0", Way.OUT, CIPHER),
                seen("b", "eth0", Way.IN, leak)))
        .isInstanceOf(Verdict.Holds.class);
  }

  @Test
  void whereNothingPassesNothingIsHidden() {
    assertThat(check(seen("a", "tun0", Way.OUT, ECHO), seen("a", "eth0", Way.OUT, CIPHER)))
        .isInstanceOfSatisfying(
            Verdict.Fails.class,
            fails -> assertThat(fails.why()).contains("nothing passed b:eth0"));
    assertThat(check(seen("a", "eth0", Way.OUT, CIPHER)))
        .isInstanceOfSatisfying(
            Verdict.Fails.class,
            fails -> assertThat(fails.why()).contains("was not seen at a:tun0"));
  }
}
