package dev.netlab.netlink.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Commands;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links that not every kernel has. */
class OptionalLinksIT {
  @Test
  void whatAPeerElsewhereCannotBeToldIsRefused() {
    try (Namespace far = Namespace.create()) {
      LinkKind kind = LinkKind.Veth.to(LinkSettings.of("eth0").up(), far);
      assertThatThrownBy(() -> LinkRequests.add(LinkSettings.of("x"), kind, LinkBytesTest.KNOWN))
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
  @Test
  void theKernelsGeneveIsMadeOrRefused() throws IOException {
    makeOrBeRefused();
  }

  private static void makeOrBeRefused() throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      List<Request> add =
          LinkRequests.add(
              LinkSettings.of("liqo.00000").up(), LinkBytesTest.FOUR, LinkBytesTest.KNOWN);
      if (!LinkProbe.supports("geneve")) {
        assertThatThrownBy(() -> socket.execute(add))
            .isInstanceOfSatisfying(
                KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        return;
      }
      socket.execute(add);
      Geneve six = Geneve.of(2, InetAddress.ofLiteral("fd00::3")).withPort(6092);
      socket.execute(LinkRequests.add(LinkSettings.of("g6"), six, LinkBytesTest.KNOWN));
      assertThat(Link.get(socket, "liqo.00000").kind()).isEqualTo(LinkBytesTest.FOUR);
      assertThat(Link.get(socket, "g6").kind()).isEqualTo(six);
      assertThat(Commands.in(namespace, "ip", "-d", "link", "show", "liqo.00000"))
          .contains("geneve id 1193046 remote 10.200.1.3 ttl 9 tos inherit df set dstport 6091");
    }
  }

  @Test
  void theKernelIsAskedForKinds() {
    assertThat(LinkProbe.supports("veth")).isTrue();
    assertThat(LinkProbe.supports("vxlan")).isTrue();
    assertThat(LinkProbe.supports("no-such-kind")).isFalse();
  }
}
