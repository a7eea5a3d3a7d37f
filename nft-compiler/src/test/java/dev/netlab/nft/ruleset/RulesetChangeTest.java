package dev.netlab.nft.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.PolicyException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesetChangeTest {
  private static final String TABLE =
      """
      table ip t { # handle 1
      	set peers { # handle 2
      		type ipv4_addr
      		elements = { 10.0.0.1, 10.0.0.2 comment "a.yaml:1" }
      	}

      	map pods { # handle 3
      		type ipv4_addr : verdict
      		elements = { 10.0.1.1 : jump one }
      	}

      	chain entry { # handle 4
      		type filter hook forward priority filter; policy accept;
      		ct state established,related counter packets 7 bytes 700 accept # handle 10
      		ip saddr @peers accept # handle 11
      		ip daddr vmap @pods # handle 12
      	}

      	chain one { # handle 5
      		counter packets 3 bytes 30 drop comment "a.yaml:1" # handle 13
      	}
      }
      """;

  private static String change(String from, String to) {
    return RulesetChange.between(
        RulesetParser.parse(from), Listing.read(from), RulesetParser.parse(to));
  }

  @Test
  void nothingWhereNothingDiffers() {
    assertThat(change(TABLE, TABLE.replace("packets 7", "packets 9"))).isEmpty();
  }

  @Test
  void onlyTheElementsThatDiffer() {
    assertThat(
            change(
                TABLE,
                TABLE.replace("10.0.0.1,", "10.0.0.3,").replace("a.yaml:1\" }", "a.yaml:2\" }")))
        .isEqualTo(
            """
            delete element ip t peers { 10.0.0.1, 10.0.0.2 }
            add element ip t peers { 10.0.0.2 comment "a.yaml:2", 10.0.0.3 }
            """);
  }

  @Test
  void rulesByTheirHandlesAndAtTheirPlaces() {
    assertThat(
            change(
                TABLE,
                TABLE
                    .replace("\t\tip saddr @peers accept # handle 11\n", "")
                    .replace(
                        "\t\tct state", "\t\ttcp dport 1 drop\n\t\ttcp dport 2 drop\n\t\tct state")
                    .replace("# handle 12\n", "# handle 12\n\t\tdrop\n")))
        .isEqualTo(
            """
            delete rule ip t entry handle 11
            insert rule ip t entry handle 10 tcp dport 1 drop
            insert rule ip t entry handle 10 tcp dport 2 drop
            add rule ip t entry drop
            """);
  }

  @Test
  void aChainComesBeforeWhatLeadsToItAndGoesBehind() {
    assertThat(
            change(
                TABLE,
                TABLE
                    .replace("10.0.1.1 : jump one", "10.0.1.2 : jump two")
                    .replace("chain one", "chain two")))
        .isEqualTo(
            """
            table ip t {
            	chain two {
            	}
            }
            delete element ip t pods { 10.0.1.1 }
            add element ip t pods { 10.0.1.2 : jump two }
            add rule ip t two counter drop comment "a.yaml:1"
            flush chain ip t one
            delete chain ip t one
            """);
  }

  @Test
  void tablesComeAndGo() {
    String other = "table ip6 u {\n}\n";
    assertThat(change(other, TABLE)).startsWith("delete table ip6 u\ntable ip t {\n");
    assertThat(change(TABLE + other, TABLE)).isEqualTo("delete table ip6 u\n");
  }

  @Test
  void aTableWhoseHookDiffersIsMadeAnew() {
    assertThat(change(TABLE, TABLE.replace("policy accept", "policy drop")))
        .startsWith("delete table ip t\ntable ip t {\n\tset peers");
    assertThat(
            change(
                TABLE, TABLE.replace("type ipv4_addr\n", "type ipv4_addr\n\t\tflags interval\n")))
        .startsWith("delete table ip t\n");
  }

  @Test
  void handlesOfOtherRulesAreRefused() {
    Ruleset before = RulesetParser.parse(TABLE);
    Ruleset after = RulesetParser.parse(TABLE.replace("saddr @peers accept", "saddr @peers drop"));
    assertThatThrownBy(() -> RulesetChange.between(before, List.of(), after))
        .isInstanceOf(PolicyException.class)
        .hasMessage("chain entry of table ip t has 0 rules in the kernel, not 3; list it again");
  }
}
