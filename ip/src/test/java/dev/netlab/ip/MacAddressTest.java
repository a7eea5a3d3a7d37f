package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
  private static final MacAddress ADDRESS = new MacAddress(0x0a580a80022bL);

  @Test
  void readsAndWritesPairsWithColons() {
    assertThat(MacAddress.parse("0A:58:0a:80:02:2b")).isEqualTo(ADDRESS);
    assertThat(ADDRESS).hasToString("0a:58:0a:80:02:2b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0a:58:0a:80:02", "0a:58:0a:80:02:2b:00", "0a-58-0a-80-02-2b", "g"})
  void rejectsAnythingElse(String text) {
    assertThat(MacAddress.tryParse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacAddress.parse(text))
        .withMessageContaining("'" + text + "' is not a MAC address");
  }

  @Test
  void bytesAreInTheOrderOfTheWire() {
    byte[] bytes = {0x0a, 0x58, 0x0a, (byte) 0x80, 0x02, 0x2b};
    assertThat(ADDRESS.toBytes()).isEqualTo(bytes);
    assertThat(MacAddress.of(bytes)).isEqualTo(ADDRESS);
    assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[8]));
    assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
  }

  @Test
  void theFirstBytesLowestBitTellsAGroupFromAStation() {
    assertThat(MacAddress.parse("33:33:00:00:00:01").isMulticast()).isTrue();
    assertThat(ADDRESS.isMulticast()).isFalse();
  }
}
