package dev.netlab.netlink.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "fe80::",
        "10.0.0.1",
        "2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1",
        "1:0:0:2::3",
        "1:2:3:4:5:6:7:8"
      })
  void isTheShortestText(String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(text))).isEqualTo(text);
  }
}
