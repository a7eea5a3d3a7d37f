package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.protocol.DropReason;
import dev.netlab.wireguard.protocol.PacketEvent;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import dev.netlab.wireguard.protocol.PacketEvent.Transport;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceEventJsonTest {
  private static final Path NODE = Path.of("/run/netns/lab.node");
  private static final PublicKey PEER = PublicKey.parseHex("a1".repeat(32));
  private static final Endpoint FROM = Endpoint.parse("[fd00::1]:51820");
  private static final PacketPrefix PACKET = PacketPrefix.of(new byte[] {0x45, 0, -1}, 1420);
  private static final Transport TRANSPORT = new Transport(PEER, FROM, -7, Long.MIN_VALUE);

  static Stream<DeviceEvent> events() {
    Stream<DeviceEvent> observations =
        Stream.of(
                new PacketEvent.Sealed(PACKET, TRANSPORT),
                new PacketEvent.Opened(PACKET, TRANSPORT),
                new PacketEvent.Staged(PACKET, PEER),
                new PacketEvent.NotSealed(PACKET, DropReason.NO_PEER, null),
                new PacketEvent.NotSealed(PACKET, DropReason.NO_ENDPOINT, PEER),
                new PacketEvent.NotOpened(PACKET, DropReason.REPLAYED, FROM, PEER),
                new PacketEvent.NotOpened(PACKET, DropReason.NOT_A_MESSAGE, FROM, null),
                new PacketEvent.NotDelivered(PACKET, DropReason.SOURCE_NOT_ALLOWED, TRANSPORT),
                new PacketEvent.HandshakeSent(HandshakeMessage.COOKIE_REPLY, null, FROM, 0, 5),
                new PacketEvent.HandshakeReceived(HandshakeMessage.RESPONSE, PEER, FROM, -1, 5),
                new PacketEvent.SessionBegun(PEER, 1, -2))
            .map(each -> new DeviceEvent.WireGuard(NODE, "wg0", 1_754_000_000_123_456_789L, each));
    Stream<DeviceEvent> others =
        Stream.of(
            new DeviceEvent.Lost(12),
            new DeviceEvent.AllTold(),
            new DeviceEvent.Wire(
                NODE,
                "eth0",
                5,
                new WireDrop(
                    4_026_531_840L,
                    "eth0",
                    WireDrop.Reason.LOSS,
                    Netem.parse("delay 12ms loss 0.1% seed 7"),
                    PACKET)),
            geneve(null, GeneveDrop.Reason.UNKNOWN_VNI, InetAddress.ofLiteral("192.0.2.1")),
            geneve("g0", GeneveDrop.Reason.NOT_TAKEN, InetAddress.ofLiteral("fd00::1")),
            geneve("g0", GeneveDrop.Reason.NOT_SEGMENTABLE, null));
    return Stream.concat(observations, others);
  }

  private static DeviceEvent geneve(
      @Nullable String name, GeneveDrop.Reason why, @Nullable InetAddress from) {
    return new DeviceEvent.Geneve(
        NODE, name, 5, new GeneveDrop(4_026_531_840L, name, why, from, PACKET));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenIsRead(DeviceEvent event) {
    StringBuilder text = new StringBuilder();
    DeviceEventJson.write(event, text);
    assertThat(text.toString()).endsWith("}\n").hasLineCount(1);
    assertThat(DeviceEventJson.read(text.toString())).isEqualTo(event);
  }

  @Test
  void whatIsNoEventIsRefused() {
    for (String line : List.of("{}", "[]", "{\"kind\":\"sealed\"}", "{\"lost\":\"x\"}")) {
      assertThatThrownBy(() -> DeviceEventJson.read(line))
          .isInstanceOf(AgentException.class)
          .hasMessageContaining("read an event");
    }
  }
}
