package dev.netlab.wireguard.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "0x45, 20, IPV4",
    "0x45, 19,",
    "0x60, 40, IPV6",
    "0x60, 39,",
    "0x55, 60,",
    "0x00, 60,",
    "0x75, 60,",
    "0x45, 0,",
  })
  void onlyWholeHeadersOfTheTwoVersionsAreSome(
      int first, int length, @Nullable IpVersion expected) {
    byte[] bytes = new byte[64];
    bytes[0] = (byte) first;
    assertThat(IpHeader.version(new PacketView(bytes, 0, length))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "IPV4, 20, 20",
    "IPV4, 60, 60",
    "IPV4, 61, -1",
    "IPV4, 19, -1",
    "IPV4, 0, -1",
    "IPV6, 0, 40",
    "IPV6, 20, 60",
    "IPV6, 21, -1",
    "IPV6, 65535, -1",
  })
  void lengthsAreOfAHeaderAtLeastAndOfWhatIsThereAtMost(IpVersion version, int field, int total) {
    byte[] bytes = new byte[60];
    int at = version == IpVersion.IPV4 ? 2 : 4;
    bytes[at] = (byte) (field >> 8);
    bytes[at + 1] = (byte) field;
    assertThat(IpHeader.totalLength(version, new PacketView(bytes, 0, 60))).isEqualTo(total);
  }
}
