package dev.netlab.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.namespace.Commands;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.sys.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of what not every kernel has; little-endian. */
class LinkBytesTest {
  private static final Interfaces KNOWN = new Interfaces().add("eth0", 7);
  private static final Geneve FOUR =
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

  @Test
  void whatAPeerElsewhereCannotBeToldIsRefused() {
    try (Namespace far = Namespace.create()) {
      LinkKind kind = LinkKind.Veth.to(LinkSettings.of("eth0").up(), far);
      assertThatThrownBy(() -> LinkRequests.add(LinkSettings.of("x"), kind, KNOWN))
          .hasMessageContaining("of eth0 can only be set in its own namespace");
    }
  }

  @Tag("guest")
  @Test
  void aStockKernelHasGeneve() throws IOException {
    assertThat(LinkProbe.supports("geneve")).isTrue();
    makeOrBeRefused();
  }

  /** Under a kernel that has GENEVE it is made; under another it says that it has none. */
  @Tag("kernel")
  @Test
  void theKernelsGeneveIsMadeOrRefused() throws IOException {
    makeOrBeRefused();
  }

  private static void makeOrBeRefused() throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(Protocol.ROUTE, namespace)) {
      List<Request> add = LinkRequests.add(LinkSettings.of("liqo.00000").up(), FOUR, KNOWN);
      if (!LinkProbe.supports("geneve")) {
        assertThatThrownBy(() -> socket.execute(add))
            .isInstanceOfSatisfying(
                KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        return;
      }
      socket.execute(add);
      Geneve six = Geneve.of(2, InetAddress.ofLiteral("fd00::3")).withPort(6092);
      socket.execute(LinkRequests.add(LinkSettings.of("g6"), six, KNOWN));
      assertThat(Link.get(socket, "liqo.00000").kind()).isEqualTo(FOUR);
      assertThat(Link.get(socket, "g6").kind()).isEqualTo(six);
      assertThat(Commands.in(namespace, "ip", "-d", "link", "show", "liqo.00000"))
          .contains("geneve id 1193046 remote 10.200.1.3 ttl 9 tos inherit df set dstport 6091");
    }
  }

  @Tag("kernel")
  @Test
  void theKernelIsAskedForKinds() {
    assertThat(LinkProbe.supports("veth")).isTrue();
    assertThat(LinkProbe.supports("vxlan")).isTrue();
    assertThat(LinkProbe.supports("no-such-kind")).isFalse();
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
