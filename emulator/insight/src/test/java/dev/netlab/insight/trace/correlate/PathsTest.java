package dev.netlab.insight.trace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {
  private static final Made PING = Made.request("10.0.0.1", "10.0.0.2");
  private static final String WAY = "a:eth0 out, r:eth0 in, r:eth1 out, b:eth0 in";

  /** Two hosts and the router between them. */
  private static Scene routed() {
    return new Scene().wire("a:eth0 r:eth0").wire("r:eth1 b:eth0");
  }

  @Test
  void overWiresAndThroughARouter() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", PING)
                .seen(20, "r:eth1 out, b:eth0 in", PING.routed())
                .paths())
        .containsExactly(WAY);
  }

  @Test
  void ofEqualTimesTheWiringTellsTheOrder() {
    assertThat(
            routed()
                .seen(1, "b:eth0 in, r:eth1 out", PING.routed())
                .seen(1, "r:eth0 in, a:eth0 out", PING)
                .paths())
        .containsExactly(WAY);
  }

  @Test
  void intoATunnelAndOutOfIt() {
    Made outer = PING.geneve("192.0.2.1", "192.0.2.2");
    assertThat(
            new Scene()
                .wire("a:eth0 b:eth0")
                .seen(1, "a:gnv out", PING)
                .seen(30, "a:eth0 out, b:eth0 in", outer)
                // The kernel's tunnel leaves a decapsulated packet the time stamp of its outer.
                .seen(30, "b:gnv in", PING)
                .paths())
        .containsExactly("a:gnv out, a:eth0 out, b:eth0 in, b:gnv in");
  }

  @Test
  void decapsulatedBeforeItCameIn() {
    Made outer = PING.geneve("192.0.2.1", "192.0.2.2");
    assertThat(
            new Scene()
                .wire("a:eth0 b:eth0")
                .seen(1, "a:gnv out", PING)
                .seen(30, "b:gnv in", PING)
                .seen(30, "b:eth0 in, a:eth0 out", outer)
                .paths())
        .containsExactly("a:gnv out, a:eth0 out, b:eth0 in, b:gnv in");
  }

  @Test
  void aPacketThatATunnelsDeviceMadeIsForwardedAtOnce() {
    Made error = Made.unreachable("10.0.0.2", "10.0.0.1", PING);
    assertThat(
            routed()
                .seen(1, "r:wg in", error)
                .seen(9, "r:eth0 out, a:eth0 in", error.routed())
                .paths())
        .containsExactly("r:wg in, r:eth0 out, a:eth0 in");
  }

  @Test
  void aFloodHasOneWayAndCopies() {
    Scene scene =
        new Scene()
            .wire("a:eth0 s:p1")
            .wire("s:p2 b:eth0")
            .wire("s:p3 c:eth0")
            .wire("c:eth1 d:eth0")
            .seen(1, "a:eth0 out, s:p1 in", PING)
            .seen(3, "s:p2 out, b:eth0 in, s:p3 out, c:eth0 in", PING)
            .seen(9, "c:eth1 out, d:eth0 in", PING.routed());
    assertThat(scene.paths())
        .containsExactly("a:eth0 out, s:p1 in, s:p3 out, c:eth0 in, c:eth1 out, d:eth0 in");
    PacketPath path = scene.follow().getFirst();
    assertThat(path.copies()).hasSize(1);
    assertThat(path.copies().getFirst().after()).isEqualTo(1);
    assertThat(path.copies().getFirst().first().frame().point()).hasToString("s:p2 out");
  }

  @Test
  void aLoopIsOneWay() {
    Made second = PING.routed().routed();
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", PING)
                .seen(11, "r:eth0 out, a:eth0 in", PING.routed())
                .seen(21, "a:eth0 out, r:eth0 in", second)
                .paths())
        .containsExactly("a:eth0 out, r:eth0 in, r:eth0 out, a:eth0 in, a:eth0 out, r:eth0 in");
  }

  @Test
  void whatIsSentAgainAfterALossGoesItsOwnWay() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", PING)
                .seen(200_000, "a:eth0 out, r:eth0 in", PING)
                .seen(200_020, "r:eth1 out, b:eth0 in", PING.routed())
                .paths())
        .containsExactly("a:eth0 out, r:eth0 in", WAY);
  }

  @Test
  void equalPacketsKeepTheirOrder() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", PING)
                .seen(20, "r:eth1 out, b:eth0 in", PING.routed())
                .seen(100, "a:eth0 out, r:eth0 in", PING)
                .seen(120, "r:eth1 out, b:eth0 in", PING.routed())
                .paths())
        .containsExactly(WAY, WAY);
  }

  @Test
  void equalPacketsInABurstKeepTheirOrder() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", PING)
                .seen(5, "r:eth1 out, b:eth0 in", PING.routed())
                .seen(9, "a:eth0 out, r:eth0 in", PING)
                .seen(15, "r:eth1 out, b:eth0 in", PING.routed())
                .paths())
        .containsExactly(WAY, WAY);
  }

  private static Made segment(int sequence, int length) {
    return Made.tcp("10.0.0.1", 1000, "10.0.0.2", 80, sequence, length);
  }

  @Test
  void aSegmentThatATunnelCutsGoesOnAsItsFirstPart() {
    Scene scene =
        new Scene()
            .wire("a:eth0 b:eth0")
            .seen(1, "a:gnv out", segment(1000, 2800))
            .seen(30, "a:eth0 out, b:eth0 in", segment(1000, 1400).geneve("192.0.2.1", "192.0.2.2"))
            .seen(40, "a:eth0 out, b:eth0 in", segment(2400, 1400).geneve("192.0.2.1", "192.0.2.2"))
            .seen(60, "b:gnv in", segment(1000, 1400))
            .seen(70, "b:gnv in", segment(2400, 1400));
    assertThat(scene.paths())
        .containsExactly(
            "a:gnv out, a:eth0 out, b:eth0 in, b:gnv in", "a:eth0 out, b:eth0 in, b:gnv in");
  }

  @Test
  void segmentsThatAreMergedGoOnTogether() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", segment(0xfffffff0, 20))
                .seen(2, "a:eth0 out, r:eth0 in", segment(4, 20))
                .seen(20, "r:eth1 out, b:eth0 in", segment(0xfffffff0, 40).routed())
                .paths())
        .containsExactly(WAY, WAY);
  }

  @Test
  void segmentsOfOtherBytesAreNotJoined() {
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", segment(1000, 20))
                .seen(20, "r:eth1 out, b:eth0 in", segment(1010, 20).routed())
                .paths())
        .containsExactly("a:eth0 out, r:eth0 in", "r:eth1 out, b:eth0 in");
  }

  @Test
  void hiddenInWireGuard() {
    Made hidden = Made.wireGuard("192.0.2.1", "192.0.2.2", 0xabc, 5, PING.bytes().length);
    Made unknown = Made.wireGuard("192.0.2.1", "192.0.2.2", 0xabc, 6, PING.bytes().length);
    Scene scene =
        new Scene()
            .wire("a:eth0 b:eth0")
            .carries(0xabc, 5, PING)
            .seen(1, "a:wg out", PING)
            .seen(40, "a:eth0 out, b:eth0 in", hidden)
            .seen(90, "b:wg in", PING)
            .seen(99, "a:eth0 out, b:eth0 in", unknown);
    assertThat(scene.paths())
        .as("one that no device tells of is not followed")
        .containsExactly("a:wg out, a:eth0 out, b:eth0 in, b:wg in");
    assertThat(scene.follow().getFirst().sightings().get(1).depth()).isEqualTo(2);
  }

  @Test
  void wholeAgainBehindFragments() {
    Made whole = Made.udp("10.0.0.1", 1000, "10.0.0.2", 53, new byte[400]);
    assertThat(
            routed()
                .seen(1, "a:eth0 out, r:eth0 in", whole.fragment(0, 200))
                .seen(2, "a:eth0 out, r:eth0 in", whole.fragment(200, 408))
                .seen(20, "r:eth1 out, b:eth0 in", whole.routed())
                .paths())
        .containsExactly(WAY);
  }
}
