package dev.netlab.insight.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.packet.TunnelPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureIT {
  private final TestPair pair = new TestPair();

  @AfterEach
  void close() {
    pair.close();
  }

  private static LiveCapture.Options options(
      Set<CaptureSelection> only, String filter, OptionalLong count) {
    return new LiveCapture.Options(
        only,
        filter.isEmpty() ? Optional.empty() : Optional.of(CaptureFilter.compile(filter)),
        count,
        TunnelPorts.ASSIGNED);
  }

  @Test
  void framesComeInOneOrderUntilTheCountIsReached() throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    LiveCapture capture =
        LiveCapture.start(pair.nodes(), options(Set.of(), "icmp", OptionalLong.of(3)), frames::add);
    TestPair.sh(pair.left, "ping -c 1 10.0.0.2");
    capture.await(Duration.ofSeconds(5));
    assertThat(capture.stop().frames()).isEqualTo(3);
    assertThat(frames)
        .extracting(frame -> frame.point().toString())
        .containsExactly("left:eth0 out", "right:eth0 in", "right:eth0 out");
  }

  @Test
  void onlyWhatWasSelectedAndPassesTheFilterIsHandedOn() throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    CaptureSelection selection = CaptureSelection.parse("right:eth0");
    LiveCapture capture =
        LiveCapture.start(
            pair.nodes(), options(Set.of(selection), "arp", OptionalLong.empty()), frames::add);
    TestPair.sh(pair.left, "ping -c 1 10.0.0.2");
    capture.stop();
    assertThat(frames)
        .isNotEmpty()
        .allMatch(
            frame -> frame.node().equals("right") && frame.packet().toString().contains("arp"));
  }

  @Test
  void theFilterKnowsDevicesWithoutEthernet() throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    TestPair.sh(
        pair.left,
        "ip tuntap add tun0 mode tun; ip addr add 10.9.0.1/24 dev tun0; ip link set tun0 up");
    LiveCapture capture =
        LiveCapture.start(
            pair.nodes(), options(Set.of(), "udp dst port 99", OptionalLong.empty()), frames::add);
    // A TUN device has a carrier only while somebody holds it, and that shows a moment later.
    TestPair.sh(
        pair.left,
        """
        python3 -c '
        import fcntl, struct, socket, subprocess, time
        tun = open("/dev/net/tun", "rb+", buffering=0)
        fcntl.ioctl(tun, 0x400454ca, struct.pack("16sH22x", b"tun0", 0x1001))
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while "LOWER_UP" not in subprocess.check_output(["ip", "link", "show", "tun0"]).decode():
            pass
        for i in range(20):
            s.sendto(b"x", ("10.9.0.2", 99))
            s.sendto(b"x", ("10.9.0.2", 98))
            time.sleep(0.02)
        s.sendto(b"x", ("10.0.0.2", 99))
        s.sendto(b"x", ("10.0.0.2", 98))
        '
        """);
    capture.stop();
    assertThat(frames)
        .extracting(
            frame ->
                frame.interfaceName()
                    + " "
                    + frame.link()
                    + " "
                    + frame.packet().toString().replaceAll(":[0-9]+ >", " >"))
        .contains(
            "tun0 RAW_IP 10.9.0.1 > 10.9.0.2:99 udp", "eth0 ETHERNET 10.0.0.1 > 10.0.0.2:99 udp")
        .noneMatch(text -> text.contains(":98"));
  }

  @Test
  void anOutputThatFailsEndsTheCapture() throws Exception {
    LiveCapture capture =
        LiveCapture.start(
            pair.nodes(),
            options(Set.of(), "", OptionalLong.empty()),
            frame -> {
              throw new IOException("broken pipe");
            });
    TestPair.sh(pair.left, "ping -c 1 10.0.0.2");
    capture.await(Duration.ofSeconds(5));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(capture::stop)
        .withMessage("broken pipe");
  }

  @Test
  void aFilterThatTcpdumpRefusesIsRefusedInItsWords() {
    assertThatExceptionOfType(CaptureFilterException.class)
        .isThrownBy(() -> CaptureFilter.compile("icmpp and"))
        .withMessageContaining("filter 'icmpp and': can't parse filter expression: syntax error");
  }
}
