package dev.netlab.netlink.genetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.netns.Commands;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceFeaturesIT {
  @Test
  void whatIsSwitchedOffIsOffUntilItIsSwitchedOn() throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      Commands.in(namespace, "ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      List<DeviceFeatures> before = DeviceFeatures.dump(socket, family);
      assertThat(before).extracting(DeviceFeatures::device).contains("lo", "v0", "v1");
      DeviceFeatures veth = of(before, "v0");
      assertThat(veth.changeable()).contains("tx-tcp-segmentation", "tx-checksum-ip-generic");
      assertThat(veth.wanted()).contains("tx-tcp-segmentation").isSubsetOf(veth.changeable());
      assertThat(veth.active()).contains("tx-tcp-segmentation");
      assertThat(of(before, "lo").changeable()).doesNotContain("tx-checksum-ip-generic");

      List<String> some = List.of("tx-tcp-segmentation", "tx-checksum-ip-generic");
      socket.execute(List.of(DeviceFeatures.off(family, "v0", some)));
      DeviceFeatures off = of(DeviceFeatures.dump(socket, family), "v0");
      assertThat(off.wanted()).doesNotContainAnyElementsOf(some).hasSize(veth.wanted().size() - 2);
      assertThat(off.active()).doesNotContainAnyElementsOf(some).contains("tx-gso-list");

      socket.execute(List.of(DeviceFeatures.on(family, "v0", some)));
      assertThat(DeviceFeatures.dump(socket, family)).containsExactlyElementsOf(before);
    }
  }

  @Test
  void theKernelsWordsSayWhatIsWrong() {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      assertThatThrownBy(
              () -> socket.execute(List.of(DeviceFeatures.off(family, "lo", List.of("no-such")))))
          .hasMessageStartingWith("switch features of lo off: no-such: Operation not supported")
          .hasMessageContaining("bit name not found");
    }
  }

  private static DeviceFeatures of(List<DeviceFeatures> all, String device) {
    return all.stream().filter(each -> each.device().equals(device)).findFirst().orElseThrow();
  }
}
