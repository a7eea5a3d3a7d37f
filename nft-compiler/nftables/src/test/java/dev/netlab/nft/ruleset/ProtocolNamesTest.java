package dev.netlab.nft.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "meta l4proto 6 counter packets 6 bytes 17 accept | meta l4proto tcp counter packets 6"
            + " bytes 17 accept",
        "meta l4proto != 17 ip ttl 6 drop                 | meta l4proto != udp ip ttl 6 drop",
        "ip protocol { 6, 17 } tcp dport { 6, 17 }        | ip protocol { tcp, udp } tcp dport { 6,"
            + " 17 }",
        "ip6 nexthdr 58 mark 58                           | ip6 nexthdr ipv6-icmp mark 58",
        "ct original protocol 6 ct mark 6                 | ct original protocol tcp ct mark 6",
        "meta l4proto vmap { 6 : jump x, 17 : drop }      | meta l4proto vmap { tcp : jump x, udp :"
            + " drop }",
        "meta l4proto map { 6 : 6, 17 : 17 }              | meta l4proto map { tcp : 6, udp : 17 }",
        "ip saddr . meta l4proto . th dport { 1.1.1.1 . 6 . 6, 2.2.2.2 . 17 . 6-17 } | ip saddr ."
            + " meta l4proto . th dport { 1.1.1.1 . tcp . 6, 2.2.2.2 . udp . 6-17 }",
        "meta l4proto . th dport { 6 . 6 } meta l4proto 6 | meta l4proto . th dport { tcp . 6 }"
            + " meta l4proto tcp",
        "ip daddr . meta l4proto @s th dport 6            | ip daddr . meta l4proto @s th dport 6",
        "ip daddr . meta l4proto vmap @s meta l4proto 17  | ip daddr . meta l4proto vmap @s meta"
            + " l4proto udp",
        "meta l4proto 6 dnat to numgen inc mod 2 map { 0 : 1.1.1.1, 1 : 1.1.1.2 } | meta l4proto"
            + " tcp dnat to numgen inc mod 2 map { 0 : 1.1.1.1, 1 : 1.1.1.2 }",
        "meta l4proto 6-17 accept                         | meta l4proto tcp-udp accept",
        "meta l4proto 200 accept                          | meta l4proto 200 accept",
        "meta l4proto tcp th dport 6                      | meta l4proto tcp th dport 6",
        "log prefix \"meta l4proto 6\" meta mark 6        | log prefix \"meta l4proto 6\" meta mark"
            + " 6",
        "iifname . meta l4proto { \"a, 6\" . 6 }          | iifname . meta l4proto { \"a, 6\" . tcp"
            + " }"
      })
  void numbersOfProtocolsBecomeNames(String listed, String named) {
    assertThat(ProtocolNames.named(listed)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "meta l4proto { gre, esp } drop         | meta l4proto { 47, esp } drop",
        "meta l4proto ipv6-icmp jump gre        | meta l4proto 58 jump gre",
        "meta l4proto tcp comment \"l4proto gre\" | meta l4proto tcp comment \"l4proto gre\""
      })
  void whatTheGrammarHasNoWordForIsLoadedByNumber(String text, String loadable) {
    assertThat(ProtocolNames.loadable(text)).isEqualTo(loadable);
  }
}
