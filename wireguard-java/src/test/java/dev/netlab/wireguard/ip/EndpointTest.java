package dev.netlab.wireguard.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1:51820", "[2001:db8::1]:1", "[fe80::1%3]:65535", "[::ffff:192.0.2.1]:9"})
  void areReadAndWritten(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "[1.2.3.4]:5",
        "::1:5",
        "[::1]",
        "[::1:5",
        "host:5",
        "[fe80::1%eth0]:5"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
