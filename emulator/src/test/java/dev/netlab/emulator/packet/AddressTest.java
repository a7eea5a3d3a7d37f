package dev.netlab.emulator.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.200.1.2,10.200.1.2",
    "0.0.0.0,0.0.0.0",
    "255.255.255.255,255.255.255.255",
    "::,::",
    "::1,::1",
    "fd00:0:0:1:0:0:0:2,fd00:0:0:1::2",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "fe80::,fe80::",
    "::ffff:10.0.0.1,::ffff:a00:1",
    "FD00::A,fd00::a"
  })
  void literalsAreReadAndWrittenInRfc5952Form(String text, String canonical) {
    assertThat(IpAddress.parse(text)).map(IpAddress::toString).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "localhost",
        "fe80::1%eth0",
        "1::2::3",
        "[::1]"
      })
  void whatIsNoLiteralIsNone(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.200.0.0/16,10.200.255.1,true",
    "10.200.0.0/16,10.201.0.1,false",
    "0.0.0.0/0,1.2.3.4,true",
    "0.0.0.0/0,::1,false",
    "10.0.0.1/32,10.0.0.1,true",
    "fd00::/8,fdff::1,true",
    "fd00::/72,fd00:0:0:0:ff::,true",
    "fd00::/72,fd00:0:0:0:100::,false",
    "::/0,fe80::1,true"
  })
  void aPrefixContainsWhatSharesItsBits(String prefix, String address, boolean contained) {
    assertThat(
            IpPrefix.parse(prefix).orElseThrow().contains(IpAddress.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }

  @Test
  void prefixesDropHostBits() {
    assertThat(IpPrefix.parse("10.1.2.3/16")).map(IpPrefix::toString).hasValue("10.1.0.0/16");
    assertThat(IpPrefix.parse("10.1.2.3/33")).isEmpty();
    assertThat(IpPrefix.parse("10.1.2.3")).isEmpty();
  }

  @Test
  void etherAddressesAreReadAndWritten() {
    assertThat(Mac.parse("0A:58:0a:80:02:2b")).map(Mac::toString).hasValue("0a:58:0a:80:02:2b");
    assertThat(Mac.parse("0a:58:0a:80:02")).isEmpty();
  }
}
