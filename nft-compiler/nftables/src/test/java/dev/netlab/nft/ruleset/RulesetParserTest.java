package dev.netlab.nft.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.Golden;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesetParserTest {
  @ParameterizedTest
  @ValueSource(strings = {"liqo", "filter", "docker", "ipv6", "nat"})
  void readsBackWhatWasCompiled(String name) {
    Ruleset read = RulesetParser.parse(Golden.expected(name));
    assertThat(read).isEqualTo(Golden.compile(name));
    assertThat(read.text()).isEqualTo(Golden.expected(name));
  }

  @Test
  void readsSetsAndMaps() {
    Ruleset read = RulesetParser.parse(Golden.expected("maps"));
    assertThat(read.text()).isEqualTo(Golden.expected("maps"));
    assertThat(read.tables().getFirst().sets())
        .extracting(NftSet::name)
        .contains("services", "marks");
  }

  @Test
  void setsAreEqualWhateverTheOrderOfTheirElements() {
    String set = "table ip t {\nset s {\ntype ipv4_addr\nelements = { %s }\n}\n}\n";
    assertThat(RulesetParser.parse(set.formatted("10.0.0.1,\n\t10.0.0.2")))
        .isEqualTo(RulesetParser.parse(set.formatted("10.0.0.2, 10.0.0.1")))
        .isNotEqualTo(RulesetParser.parse(set.formatted("10.0.0.2")));
  }

  @Test
  void leavesOutWhatPacketsPutIntoASet() {
    Ruleset read =
        RulesetParser.parse(
            """
            table ip t {
            set s {
            type ipv4_addr
            size 65535
            flags dynamic,timeout
            timeout 1d2m5s
            elements = { 10.0.0.1 expires 5s200ms, 10.0.0.2 timeout 3s expires 2s,
            10.0.0.3 }
            }
            }
            """);
    NftSet set = read.tables().getFirst().sets().getFirst();
    assertThat(set.elements()).extracting(e -> e.key().text()).containsExactly("10.0.0.3");
    assertThat(set.timeout()).contains(Duration.ofSeconds(86400 + 125));
  }

  @Test
  void leavesOutCountersAndHandles() {
    NftRule rule =
        RulesetParser.parseRule(
            "ip daddr 10.0.0.1 counter packets 7 bytes 70 accept comment \"a:1\" # handle 9");
    assertThat(rule.text()).isEqualTo("ip daddr 10.0.0.1 counter accept comment \"a:1\"");
    assertThat(rule.effect().text()).isEqualTo("ip daddr 10.0.0.1 accept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip daddr 10.0.0.1 frobnicate",
        "ip daddr",
        "ip daddr { 10.0.0.1",
        "dnat to",
        "iifname \"a\" ip ttl 3 accept",
        "masquerade to",
        "dnat to numgen sometimes mod 3 map @m",
        "ip daddr vmap { 10.0.0.1 : }",
        "ip daddr . tcp dport { 10.0.0.1 }",
        "update affinity { ip saddr }",
        "ct mark set ct mark ^ 0x1",
        "ip daddr 10.0.0.256 accept",
        "ip6 daddr host.example accept",
      })
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> RulesetParser.parseRule(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsRulesByHandle() {
    List<ListedRule> rules =
        Listing.read(
            """
            table ip a { # handle 4
            \tset s { # handle 7
            \t\ttype ipv4_addr
            \t\telements = { 10.0.0.1 }
            \t}

            \tchain c { # handle 1
            \t\ttype filter hook forward priority filter; policy accept;
            \t\tip saddr @s counter packets 3 bytes 252 accept comment "lab.yaml:31" # handle 6
            \t\tip ttl 3 drop # handle 7
            \t}
            }
            table bridge b { # handle 5
            \tchain c { # handle 1
            \t\taccept # handle 2
            \t}
            }
            """);
    assertThat(rules)
        .containsExactly(
            new ListedRule(
                TableFamily.IP, "a", "c", 6, 3, 252, "ip saddr @s counter accept", "lab.yaml:31"),
            new ListedRule(TableFamily.IP, "a", "c", 7, 0, 0, "ip ttl 3 drop", ""));
    assertThat(Listing.find(rules, TableFamily.IP, "a", 6).comment()).isEqualTo("lab.yaml:31");
    assertThatThrownBy(() -> Listing.find(rules, TableFamily.IP, "a", 8))
        .hasMessageContaining("handle 8");
  }
}
