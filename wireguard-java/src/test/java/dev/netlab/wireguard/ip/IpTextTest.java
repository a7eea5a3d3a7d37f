package dev.netlab.wireguard.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {

  /** RFC 5952 section 4. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::ABCD, 2001:db8::abcd",
    "1:0:0:0:0:0:0:0, 1::",
  })
  void addressesAreReadAndWritten(String text, String written) {
    assertThat(IpAddress.parse(text)).hasToString(written);
    assertThat(IpAddress.parse(written)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "a.b.c.d",
        "localhost",
        ":",
        "1::2::3",
        "fe80::1%eth0x"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "10.1.2.3/32, 10.1.2.3/32",
    "10.1.2.3/0, 0.0.0.0/0",
    "10.1.2.255/25, 10.1.2.128/25",
    "2001:db8:ffff::1/33, 2001:db8:8000::/33",
    "2001:db8::ffff/65, 2001:db8::/65",
    "2001:db8::ffff/128, 2001:db8::ffff/128",
    "ffff::/0, ::/0",
  })
  void prefixesLoseTheirHostBits(String text, String written) {
    assertThat(Prefix.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.1/",
        "10.0.0.1/33",
        "::/129",
        "10.0.0.1/-1",
        "/8",
        "10.0.0.0/+8"
      })
  void whatIsNoPrefixIsRefused(String text) {
    assertThatThrownBy(() -> Prefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:51820", "[2001:db8::1]:1", "[fe80::1%3]:65535"})
  void endpointsAreReadAndWritten(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "::1:5",
        "[::1]",
        "[::1:5",
        "host:5",
        "[fe80::1%eth0]:5"
      })
  void whatIsNoEndpointIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
