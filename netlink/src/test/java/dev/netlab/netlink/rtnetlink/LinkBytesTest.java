package dev.netlab.netlink.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.netlab.netlink.socket.Request;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of what not every kernel has; little-endian. */
class LinkBytesTest {
  static final Interfaces KNOWN = new Interfaces().add("eth0", 7);
  static final Geneve FOUR =
      new Geneve(0x123456, InetAddress.ofLiteral("10.200.1.3"), 6091, 9, 1, true, DontFragment.SET);

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments(
            FOUR,
            "0b000100 67656e65766500 00"
                + "3c000280 08000100 56341200 05000300 09000000 05000400 01000000"
                + " 06000500 17cb0000 05000d00 01000000 08000200 0ac80103 05000800 01000000"),
        arguments(
            Geneve.of(1, InetAddress.ofLiteral("fd00::3")),
            "0b000100 67656e65766500 00"
                + "50000280 08000100 01000000 05000300 00000000 05000400 00000000"
                + " 06000500 17c10000 05000d00 00000000"
                + " 14000700 fd000000000000000000000000000003 05000900 00000000"
                + " 05000a00 00000000"),
        arguments(
            new Bridge(false, true, true, Duration.ofSeconds(300), Duration.ofSeconds(15), false),
            "0b000100 62726964676500 00"
                + "2c000280 08000100 dc050000 08000400 30750000 08000500 00000000"
                + " 05001700 01000000 05000700 01000000"),
        arguments(
            new LinkKind.Vlan("eth0", 100),
            "09000100 766c616e 00000000 0c000280 06000100 64000000"),
        arguments(new LinkKind.WireGuard(), "0e000100 77697265677561726400 0000"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kindsAreWrittenAndRead(LinkKind kind, String hex) {
    Request request = LinkRequests.add(LinkSettings.of("x"), kind, KNOWN).getFirst();
    String body = hex(request.message().body());
    assertThat(body).endsWith(hex.replace(" ", ""));
    assertThat(
            LinkKind.read(request.message().attributes(16).nest(Link.IFLA_LINKINFO), "eth0", KNOWN))
        .isEqualTo(kind);
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
