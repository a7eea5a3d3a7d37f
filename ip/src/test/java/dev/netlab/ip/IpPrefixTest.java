package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "10.1.2.3/32, 10.1.2.3/32",
    "10.1.2.3/0, 0.0.0.0/0",
    "10.1.2.255/25, 10.1.2.128/25",
    "2001:db8:ffff::1/33, 2001:db8:8000::/33",
    "2001:db8::ffff/64, 2001:db8::/64",
    "2001:db8::ffff/65, 2001:db8::/65",
    "2001:db8::ffff/128, 2001:db8::ffff/128",
    "ffff::/0, ::/0",
    "::ffff:10.0.0.1/112, ::ffff:10.0.0.0/112",
  })
  void loseTheirHostBits(String text, String written) {
    assertThat(IpPrefix.parse(text)).hasToString(written);
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
  void whatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.200.0.0/16, 10.200.255.1, true",
    "10.200.0.0/16, 10.201.0.1, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "10.0.0.1/32, 10.0.0.1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/72, fd00:0:0:0:ff::, true",
    "fd00::/72, fd00:0:0:0:100::, false",
    "::/0, fe80::1, true"
  })
  void containWhatSharesTheirBits(String prefix, String address, boolean contained) {
    assertThat(IpPrefix.parse(prefix).contains(IpAddress.parse(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "10.200.0.0/16, 10.200.7.0/24, true",
    "10.200.0.0/16, 10.200.0.0/16, true",
    "10.200.7.0/24, 10.200.0.0/16, false",
    "10.200.0.0/16, 10.201.0.0/24, false",
    "::/0, 10.0.0.0/8, false"
  })
  void containPrefixesAllOfWhoseAddressesTheyContain(String prefix, String other, boolean all) {
    assertThat(IpPrefix.parse(prefix).contains(IpPrefix.parse(other))).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({
    "10.200.0.0/16, 10.200.255.255, false",
    "10.0.0.1/32, 10.0.0.1, true",
    "fd00::/72, fd00::ff:ffff:ffff:ffff, false"
  })
  void endAtTheirLastAddress(String text, String last, boolean single) {
    IpPrefix prefix = IpPrefix.parse(text);
    assertThat(prefix.last()).isEqualTo(IpAddress.parse(last));
    assertThat(prefix.isSingle()).isEqualTo(single);
    assertThat(IpPrefix.of(prefix.address()).isSingle()).isTrue();
  }
}
