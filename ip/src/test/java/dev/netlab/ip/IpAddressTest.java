package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
  /** RFC 5952 section 4; the last six as inet_ntop(3) writes them. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::ABCD, 2001:db8::abcd",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:0:0:0:0:0:0:0, 1::",
    "fe80::, fe80::",
    "::ffff:a00:1, ::ffff:10.0.0.1",
    "::ffff:10.0.0.1, ::ffff:10.0.0.1",
    "::10.0.0.1, ::10.0.0.1",
    "::ffff, ::ffff",
    "::1:0, ::0.1.0.0",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void areReadAndWritten(String text, String written) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address).hasToString(written);
    assertThat(IpAddress.parse(written)).isEqualTo(address);
    assertThat(IpAddress.of(address.toBytes())).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | '' is not an IP address; write one such as 10.0.0.1 or fd00::1",
        "1 | '1' is not an IP address",
        "1.2.3 | '1.2.3' is not an IP address",
        "1.2.3.4.5 | '1.2.3.4.5' is not an IP address",
        "a.b.c.d | 'a.b.c.d' is not an IP address",
        "localhost | 'localhost' is not an IP address",
        ": | ':' is not an IP address",
        "1::2::3 | '1::2::3' is not an IP address",
        "[::1] | '[::1]' is not an IP address",
        "fe80::1%eth0 | 'fe80::1%eth0' is not an IP address",
        "1:2:3:4:5:6:7:8:9 | '1:2:3:4:5:6:7:8:9' is not an IP address",
        "::12345 | '::12345' is not an IP address",
        "10.0.0.256 | '10.0.0.256' is not an IPv4 address: 256 is over 255",
        "010.0.0.1 | '010.0.0.1' is not an IPv4 address: write 10 for 010, which some read as"
            + " octal",
        "::ffff:010.0.0.1 | '010.0.0.1' is not an IPv4 address",
        "::ffff:10.0.1 | '::ffff:10.0.1' is not an IP address",
        "::a.0.0.1 | '::a.0.0.1' is not an IP address",
        "10.0.0.1:: | '10.0.0.1::' is not an IP address",
      })
  void whatIsNoneIsRefused(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessageStartingWith(why);
  }

  @Test
  void bytesAreOfOneVersionOrTheOther() {
    assertThat(IpAddress.of(HexFormat.of().parseHex("c0000201"))).hasToString("192.0.2.1");
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[5]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpAddress(IpVersion.IPV4, 0, 1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(IpVersion.IPV4, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1"})
  void javaKnowsTheSame(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    assertThat(IpAddress.of(address)).isEqualTo(IpAddress.parse(text));
    assertThat(IpAddress.parse(text).toInetAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1:80", "2001:db8::1, [2001:db8::1]:80"})
  void standBesidePorts(IpAddress address, String text) {
    assertThat(address.withPort(80)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.255, 10.0.1.0",
    "127.255.255.255, 128.0.0.0",
    "::ffff:ffff:ffff:ffff, 0:0:0:1::",
    "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::",
    "255.255.255.255, ::",
  })
  void areInTheOrderOfTheirNumbers(IpAddress less, IpAddress more) {
    assertThat(less).isLessThan(more);
    if (less.version() == more.version()) {
      assertThat(less.next()).isEqualTo(more);
      assertThat(more.previous()).isEqualTo(less);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 0, 255.255.255.255",
    "10.1.2.3, 9, 10.127.255.255",
    "10.1.2.3, 32, 10.1.2.3",
    "fd00::1, 0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fd00::1, 63, fd00:0:0:1:ffff:ffff:ffff:ffff",
    "fd00::1, 64, fd00::ffff:ffff:ffff:ffff",
    "fd00::1, 65, fd00::7fff:ffff:ffff:ffff",
    "fd00::1, 128, fd00::1"
  })
  void endNetworks(String address, int length, String last) {
    assertThat(IpAddress.parse(address).last(length)).isEqualTo(IpAddress.parse(last));
  }
}
