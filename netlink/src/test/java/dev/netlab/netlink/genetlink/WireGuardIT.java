package dev.netlab.netlink.genetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Commands;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkProbe;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's WireGuard, where it has one. */
class WireGuardIT {
  @Tag("guest")
  @Test
  void aStockKernelHasTheDevice() throws IOException {
    assertThat(LinkProbe.supports("wireguard")).isTrue();
    configureOrBeRefused();
  }

  /** Under a kernel that has WireGuard all of it is tried; under another that it says so. */
  @Test
  void theKernelsDeviceIsConfiguredOrRefused() throws IOException {
    configureOrBeRefused();
  }

  private static void configureOrBeRefused() throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket route = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace);
        NetlinkSocket generic = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      List<Request> add =
          LinkRequests.add(LinkSettings.of("wg0"), new LinkKind.WireGuard(), new Interfaces());
      if (!LinkProbe.supports("wireguard")) {
        assertThatThrownBy(() -> route.execute(add))
            .isInstanceOfSatisfying(
                KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        assertThatThrownBy(() -> GenericFamily.resolve(generic, WireGuardDevice.FAMILY))
            .hasMessageStartingWith("find generic netlink family wireguard: No such file");
        return;
      }
      route.execute(add);
      assertThat(Link.get(route, "wg0").kind()).isEqualTo(new LinkKind.WireGuard());
      GenericFamily family = GenericFamily.resolve(generic, WireGuardDevice.FAMILY);
      List<Prefix> blocks = new ArrayList<>();
      for (int i = 0; i < 2500; i++) {
        blocks.add(Prefix.parse("10." + i / 256 + "." + i % 256 + ".0/24"));
      }
      WireGuardPeer many = WireGuardPeer.of(WireGuardTest.key(0x05), null, blocks);
      WireGuardPeer one =
          WireGuardPeer.of(
                  WireGuardTest.PUBLIC, WireGuardTest.ENDPOINT, List.of(Prefix.parse("fd00::/64")))
              .withPresharedKey(WireGuardTest.key(0x33))
              .withKeepalive(25);
      WireGuardDevice device =
          WireGuardDevice.of("wg0", WireGuardTest.PRIVATE, 51840, List.of(one, many));
      generic.execute(device.replace(family));
      WireGuardDevice read = WireGuardDevice.get(generic, family, "wg0");
      assertThat(read.privateKey()).isEqualTo(WireGuardTest.PRIVATE);
      assertThat(read.listenPort()).isEqualTo(51840);
      assertThat(read.peers()).hasSize(2).contains(one);
      assertThat(read.peers())
          .anySatisfy(peer -> assertThat(peer.allowed()).containsAll(blocks).hasSize(2500));
      assertThat(Commands.in(namespace, "wg", "show", "wg0", "dump"))
          .contains(
              WireGuardTest.PUBLIC.base64()
                  + "\t"
                  + WireGuardTest.key(0x33).base64()
                  + "\t172.18.0.3:31864\tfd00::/64");
      generic.execute(List.of(WireGuardDevice.remove(family, "wg0", WireGuardTest.PUBLIC)));
      assertThat(WireGuardDevice.get(generic, family, "wg0").peers()).hasSize(1);
    }
  }
}
