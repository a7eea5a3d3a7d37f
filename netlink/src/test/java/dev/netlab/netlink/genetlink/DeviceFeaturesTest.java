package dev.netlab.netlink.genetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
