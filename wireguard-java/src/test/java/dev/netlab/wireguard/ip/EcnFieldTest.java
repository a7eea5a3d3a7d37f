package dev.netlab.wireguard.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcnFieldTest {

  /** RFC 6040 figure 4: inner and outer field, and what goes on; nothing for a packet dropped. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", "0, 1, 0", "0, 2, 0", "0, 3,",
    "2, 0, 2", "2, 1, 1", "2, 2, 2", "2, 3, 3",
    "1, 0, 1", "1, 1, 1", "1, 2, 1", "1, 3, 3",
    "3, 0, 3", "3, 1, 3", "3, 2, 3", "3, 3, 3",
  })
  void comesBackAsTheTableOfTheRfcSays(int inner, int outer, @Nullable Integer expected) {
    for (IpVersion version : IpVersion.values()) {
      byte[] bytes = new byte[40];
      int shift = version == IpVersion.IPV4 ? 0 : 4;
      int dscp = version == IpVersion.IPV4 ? 0xb8 : 0x8f;
      bytes[0] = (byte) (version == IpVersion.IPV4 ? 0x45 : 0x6b);
      bytes[1] = (byte) (dscp | inner << shift);
      PacketView packet = new PacketView(bytes, 0, bytes.length);
      assertThat(EcnField.of(version, packet)).isEqualTo(inner);
      boolean kept = EcnField.decapsulate(outer, version, packet);
      assertThat(kept).isEqualTo(expected != null);
      if (expected != null) {
        assertThat(bytes[1]).isEqualTo((byte) (dscp | expected << shift));
      }
    }
  }
}
