package dev.netlab.netlink.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "address | 10.71.0.2/24 dev liqo.00000 | ",
        "address | 10.0.0.1 | 10.0.0.1/32",
        "address | 10.0.0.1/24 brd + dev eth0 | 10.0.0.1/24 broadcast 10.0.0.255 dev eth0",
        "address | 10.0.0.1 peer 10.0.0.2/32 dev wg0 scope link |",
        "address | 127.0.0.2/8 dev lo |",
        "address | fd00::1/64 dev eth0 nodad noprefixroute |",
        "route | 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001 |",
        "route | 169.254.1.1 dev eth0 scope link | 169.254.1.1 dev eth0",
        "route | default via 169.254.1.1 dev eth0 |",
        "route | default via fe80::1 dev eth0 metric 100 |",
        "route | ::/0 dev wg0 |",
        "route | 10.0.0.0/8 via inet6 fe80::1 dev eth0 onlink |",
        "route | blackhole 10.9.0.0/16 table local proto static metric 7 |",
        "route | 10.0.0.0/8 via 1.2.3.4 src 1.2.3.5 mtu 1400 |",
        "route | 10.0.0.0/8 dev eth0 scope global |",
        "route | default nexthop via 10.6.62.252 dev a weight 1 nexthop via 10.6.62.253 dev a"
            + " weight 2 |",
        "rule | to 10.201.0.0/16 lookup 1001 |",
        "rule | from all to 10.0.0.0/8 table main | to 10.0.0.0/8 lookup main",
        "rule | not from 10.0.0.0/8 fwmark 0xca6c iif eth0 oif wg0 lookup 7 priority 5 |",
        "rule | fwmark 1/0xff prohibit | fwmark 0x1/0xff prohibit",
        "rule | from fd00::/8 lookup 100 priority 9 |",
        "neighbour | 169.254.1.1 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent |",
        "neighbour | 10.0.0.1 lladdr 0A:58:A9:FE:01:01 |"
            + " 10.0.0.1 lladdr 0a:58:a9:fe:01:01 nud permanent",
        "neighbour | proxy 10.0.0.1 dev eth0 |",
        "fdb | 00:00:00:00:00:00 dev vxlan10 dst 192.168.16.2 self permanent |",
        "fdb | 0a:00:00:00:00:02 dst 10.0.0.1 vni 7 port 4790 |"
            + " 0a:00:00:00:00:02 dst 10.0.0.1 vni 7 port 4790 self permanent",
        "fdb | 0a:00:00:00:00:02 dev veth0 vlan 5 master static |",
        "netem | delay 12ms 1ms loss 0.1% rate 1gbit |",
        "netem | limit 20 delay 1.5s duplicate 1% reorder 25% seed 7 |",
        "netem | rate 512Kbit latency 100usecs drop 100% | delay 100us loss 100% rate 512kbit",
        "netem | rate 1kibps delay .5ms 1ns loss 33.3333% |"
            + " delay 500us 1ns loss 33.3333% rate 8.192kbit"
      })
  void whatIsParsedIsSpelledAsIproute2SpellsIt(String kind, String text, String spelled) {
    Object parsed = parser(kind).apply(text);
    assertThat(parsed).hasToString(spelled == null ? text : spelled);
    assertThat(parser(kind).apply(parsed.toString())).isEqualTo(parsed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "route | 10.0.0.0/8 via 1.2.3.4 tabel 7 | tabel | 23 | table",
        "route | 10.0.0.1/8 dev eth0 | 10.0.0.1/8 | 0 | ''",
        "route | 10.0.0.0/33 dev eth0 | 10.0.0.0/33 | 0 | ''",
        "route | 10.0.0.0/8 via | '' | 14 | ''",
        "route | 10.0.0.0/8 | '' | 10 | ''",
        "route | 10.0.0.0/8 via fd00::1 | fd00::1 | 15 | ''",
        "route | unreachabel 10.0.0.0/8 | unreachabel | 0 | ''",
        "route | 10.0.0.0/8 dev patch-br-ex-to-br-int | patch-br-ex-to-br-int | 15 | ''",
        "route | 10.0.0.0/8 dev a table mian | mian | 23 | main",
        "rule | to 10.0.0.0/8 lokup 1001 | lokup | 14 | lookup",
        "rule | to 10.0.0.0/8 | '' | 13 | ''",
        "rule | fwmark x lookup 1 | x | 7 | ''",
        "address | 10.0.0.256/24 | 10.0.0.256/24 | 0 | ''",
        "address | 10.0.0.1/24 scope lnk | lnk | 18 | link",
        "neighbour | 10.0.0.1 lladdr 0a:58 | 0a:58 | 16 | ''",
        "neighbour | 10.0.0.1 dev eth0 | '' | 17 | ''",
        "fdb | 00:00:00:00:00:00 dts 1.2.3.4 | dts | 18 | dst",
        "fdb | 00:00:00:00:00:00 vni 16777216 | 16777216 | 22 | ''",
        "netem | dely 1ms | dely | 0 | delay",
        "netem | loss 0.1 | 0.1 | 5 | ''"
      })
  void errorsNameTheWordItsPlaceAndWhatMayBeMeant(
      String kind, String text, String word, int offset, String suggestion) {
    assertThatThrownBy(() -> parser(kind).apply(text))
        .isInstanceOfSatisfying(
            SyntaxException.class,
            e -> {
              assertThat(e.word()).isEqualTo(word);
              assertThat(e.offset()).isEqualTo(offset);
              assertThat(e.suggestion()).isEqualTo(suggestion);
            });
  }

  private static Function<String, Object> parser(String kind) {
    return switch (kind) {
      case "address" -> Address::parse;
      case "route" -> Route::parse;
      case "rule" -> Rule::parse;
      case "neighbour" -> Neighbour::parse;
      case "fdb" -> FdbEntry::parse;
      case "netem" -> Netem::parse;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1::, 0:0:1::",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "fe80::A, fe80::a"
  })
  void ipv6IsSpelledAsRfc5952Says(String text, String spelled) {
    assertThat(Prefix.parse(text).toString()).isEqualTo(spelled);
  }
}
