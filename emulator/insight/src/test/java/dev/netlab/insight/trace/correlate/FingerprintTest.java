package dev.netlab.insight.trace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Made PING = Made.request("10.0.0.1", "10.0.0.2");

  private static Optional<Fingerprint> of(Made packet) {
    Optional<Fingerprint> print = Fingerprint.of(packet.packet());
    assertThat(print).isPresent();
    return print;
  }

  @Test
  void staysWhateverRoutersAndTranslationDo() {
    assertThat(of(PING.routed())).isEqualTo(of(PING));
    assertThat(of(PING.translated("192.0.2.1", "192.0.2.2"))).isEqualTo(of(PING));
    assertThat(of(PING.ported(4711, 0))).isEqualTo(of(PING));
    Made datagram = Made.udp("10.0.0.1", 1000, "10.0.0.2", 53);
    assertThat(of(datagram.ported(2000, 5353))).isEqualTo(of(datagram));
    Made segment = Made.tcp("10.0.0.1", 1000, "10.0.0.2", 80, 100, 20);
    assertThat(of(segment.ported(2000, 8080).routed())).isEqualTo(of(segment));
  }

  @Test
  void isTheInnermostPacketsInATunnel() {
    assertThat(of(PING.geneve("192.0.2.1", "192.0.2.2"))).isEqualTo(of(PING));
  }

  @Test
  void tellsPacketsOfOneFlowApart() {
    assertThat(of(Made.echo("10.0.0.1", "10.0.0.2", 8, 99, 2))).isNotEqualTo(of(PING));
    assertThat(of(Made.reply("10.0.0.1", "10.0.0.2"))).isNotEqualTo(of(PING));
    Made segment = Made.tcp("10.0.0.1", 1000, "10.0.0.2", 80, 100, 20);
    assertThat(of(Made.tcp("10.0.0.1", 1000, "10.0.0.2", 80, 120, 20))).isNotEqualTo(of(segment));
    assertThat(of(Made.udp("10.0.0.1", 1, "10.0.0.2", 2, new byte[] {1, 2, 3})))
        .isNotEqualTo(of(Made.udp("10.0.0.1", 1, "10.0.0.2", 2, new byte[] {1, 2, 4})));
  }

  @Test
  void tellsARetransmissionByItsNewIdentification() {
    Made segment = Made.tcp("10.0.0.1", 1000, "10.0.0.2", 80, 100, 20);
    assertThat(of(segment.withId(8))).isNotEqualTo(of(segment));
  }

  @Test
  void firstFragmentHasTheWholePackets() {
    Made whole = Made.udp("10.0.0.1", 1000, "10.0.0.2", 53, new byte[400]);
    assertThat(of(whole.fragment(0, 80))).isEqualTo(of(whole));
    assertThat(Fingerprint.of(whole.fragment(80, 160).packet())).isEmpty();
  }

  @Test
  void staysWithoutAnIdentification() {
    Made ping = Made.request("2001:db8::1", "2001:db8::2");
    assertThat(of(ping.routed().translated("2001:db8::9", "2001:db8::8"))).isEqualTo(of(ping));
    assertThat(of(Made.echo("2001:db8::1", "2001:db8::2", 128, 99, 2))).isNotEqualTo(of(ping));
  }

  @Test
  void errorsStayWhenWhatTheyQuoteIsTranslatedBack() {
    Made error = Made.unreachable("10.0.0.9", "10.0.0.1", PING);
    Made back =
        Made.unreachable(
            "192.0.2.9", "10.0.0.1", PING.translated("192.0.2.7", "192.0.2.8").routed());
    assertThat(of(back)).isEqualTo(of(error));
    Made another = Made.unreachable("10.0.0.9", "10.0.0.1", PING.withId(8));
    assertThat(of(another)).isNotEqualTo(of(error));
  }
}
