package dev.netlab.netlink.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.namespace.Commands;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.MessageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeviceFeaturesTest {
  private static final GenericFamily FAMILY = new GenericFamily("ethtool", 0x15);

  @Test
  void aChangeIsWrittenAsTheKernelsHeaderSays() {
    Request on = DeviceFeatures.on(FAMILY, "eth0", List.of("rx-gro"));
    assertThat(on.message().type()).isEqualTo(0x15);
    assertThat(on.operation()).isEqualTo("switch features of eth0 on: rx-gro");
    assertThat(hex(on.message().body()))
        .isEqualTo(
            ("0c010000" // ETHTOOL_MSG_FEATURES_SET, version 1
                    + "18000180 09000200 6574683000000000 08000300 02000000" // OMIT_REPLY
                    + "1c000380" // WANTED
                    + "18000380" // BITS
                    + "14000180 0b000200 72782d67726f0000 04000300") // NAME, VALUE
                .replace(" ", ""));
    assertThat(hex(DeviceFeatures.off(FAMILY, "eth0", List.of("rx-gro")).message().body()))
        .as("without VALUE the bit is cleared")
        .endsWith("18000380 14000380 10000180 0b000200 72782d67726f0000".replace(" ", ""));
  }

  @Test
  void aBitsetIsReadWithAMaskAndWithout() {
    MessageWriter writer =
        FAMILY
            .command(11, 1)
            .nest(1, header -> header.string(2, "eth0"))
            .nest(2, hw -> hw.nest(3, bits -> bit(bit(unset(bits, "a"), "b"), "c")))
            .nest(3, wanted -> wanted.flag(1).nest(3, bits -> unset(bits, "b")))
            .nest(4, active -> active.flag(1).nest(3, bits -> unset(unset(bits, "a"), "b")))
            .nest(5, fixed -> fixed.nest(3, bits -> unset(bit(bits, "c"), "b")));
    assertThat(DeviceFeatures.read(writer.message()))
        .isEqualTo(new DeviceFeatures("eth0", Set.of("b"), Set.of("b"), Set.of("a", "b")));
  }

  private static MessageWriter bit(MessageWriter bits, String name) {
    return bits.nest(1, bit -> bit.string(2, name).flag(3));
  }

  private static MessageWriter unset(MessageWriter bits, String name) {
    return bits.nest(1, bit -> bit.string(2, name));
  }

  @Tag("kernel")
  @Test
  void whatIsSwitchedOffIsOffUntilItIsSwitchedOn() throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(Protocol.GENERIC, namespace)) {
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

  @Tag("kernel")
  @Test
  void theKernelsWordsSayWhatIsWrong() {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(Protocol.GENERIC, namespace)) {
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

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
