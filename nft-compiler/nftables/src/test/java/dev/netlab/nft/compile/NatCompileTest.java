package dev.netlab.nft.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.RuleText;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.NatTarget;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.Table;
import dev.netlab.nft.policy.Values;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatCompileTest {
  private static final Origin HERE = new Origin("lab.yaml", 7);

  private static String compile(Rule... rules) {
    return PolicyCompiler.compile(List.of(new Table("remap-podcidr", List.of(rules)))).text();
  }

  @Test
  void translatesDestinationPrefix() {
    Match match =
        Match.builder()
            .destination(Values.of(List.of(PrefixText.parse("10.201.0.0/16"))))
            .in(Values.not(List.of(new InterfaceName("liqo-tunnel"), new InterfaceName("eth0"))))
            .build();
    assertThat(
            compile(Rule.of(new Action.DnatPrefix(PrefixText.parse("10.200.0.0/16")), match, HERE)))
        .isEqualTo(
            """
            table ip remap-podcidr {
            \tchain nat-prerouting {
            \t\ttype nat hook prerouting priority dstnat; policy accept;
            \t\tiifname != { "eth0", "liqo-tunnel" } ip daddr 10.201.0.0/16 counter \
            dnat prefix to 10.200.0.0/16 comment "lab.yaml:7"
            \t}
            }
            """);
  }

  @Test
  void forwardsPortWithMasquerade() {
    Match match =
        Match.builder()
            .destination(Values.of(List.of(PrefixText.parse("172.18.0.3"))))
            .protocols(List.of(Protocol.UDP))
            .ports(List.of(PortRange.of(31864)))
            .build();
    Action forward =
        new Action.PortForward(
            NatTarget.parse("10.200.1.5:51840"),
            Optional.of(new NewSource.Masquerade(PortChoice.RANDOM)),
            Optional.empty());
    assertThat(compile(Rule.of(forward, match, HERE)))
        .isEqualTo(
            """
            table ip remap-podcidr {
            \tchain nat-prerouting {
            \t\ttype nat hook prerouting priority dstnat; policy accept;
            \t\tip daddr 172.18.0.3 udp dport 31864 counter \
            meta mark set meta mark | 0x00004000 dnat to 10.200.1.5:51840 comment "lab.yaml:7"
            \t}

            \tchain nat-output {
            \t\ttype nat hook output priority -100; policy accept;
            \t\tip daddr 172.18.0.3 udp dport 31864 counter \
            meta mark set meta mark | 0x00004000 dnat to 10.200.1.5:51840 comment "lab.yaml:7"
            \t}

            \tchain nat-postrouting {
            \t\ttype nat hook postrouting priority srcnat; policy accept;
            \t\tmeta mark & 0x00004000 == 0x00004000 ip daddr 10.200.1.5 udp dport 51840 counter \
            meta mark set meta mark & 0xffffbfff masquerade random comment "lab.yaml:7"
            \t}
            }
            """);
  }

  @Test
  void rejectsATranslationThatNeverActs() {
    List<String> rules =
        List.of("[t]", "snat source=10.0.0.1 to=10.1.0.1", "masquerade source=10.0.0.1");
    assertThatThrownBy(() -> PolicyCompiler.compile(RuleText.tables("lab.yaml", rules)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("lab.yaml:3 never acts: lab.yaml:2 translates the same packets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnat in=eth* to=10.0.0.1            | dnat in=eth0 destination=10.1.0.0/16 to=10.0.0.2
          snat source=10.0.0.0/8 to=10.9.0.1  | masquerade source=10.1.2.3 out=eth0
          masquerade protocol=tcp,udp         | snat protocol=udp port=53 to=10.0.0.1
          masquerade not-source=10.1.0.0/16   | masquerade not-source=10.1.0.0/16,10.2.0.0/16
          masquerade protocol=tcp port=80-90  | masquerade protocol=tcp port=81,85-90
          """)
  void rejectsATranslationOfWhichAnotherHasAllPackets(String wide, String narrow) {
    assertThatThrownBy(
            () -> PolicyCompiler.compile(RuleText.tables("t", List.of("[t]", wide, narrow))))
        .hasMessageContaining("t:3 never acts: t:2 translates");
    assertThatCode(() -> PolicyCompiler.compile(RuleText.tables("t", List.of("[t]", narrow, wide))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnat in=eth0 to=10.0.0.1            | dnat in=eth1 to=10.0.0.2
          dnat destination=10.0.0.0/16 to=10.9.0.1 | dnat destination=10.0.0.0/8 to=10.9.0.2
          snat source=10.0.0.0/8 to=10.9.0.1  | dnat source=10.0.0.0/8 to=10.9.0.1
          snat to=10.9.0.1                    | snat to=fd00::1
          masquerade protocol=tcp port=80-90  | masquerade protocol=tcp port=80-91
          masquerade not-source=10.1.0.0/16   | masquerade
          """)
  void takesTranslationsThatBothAct(String one, String other) {
    assertThatCode(() -> PolicyCompiler.compile(RuleText.tables("t", List.of("[t]", one, other))))
        .doesNotThrowAnyException();
  }
}
