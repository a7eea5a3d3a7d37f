package dev.netlab.emulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListedRuleTest {
  private static final String RULESET =
      """
      table ip other { # handle 1
      	chain c { # handle 1
      		ip daddr 10.0.0.1 drop # handle 7
      	}
      }
      table inet remap-podcidr { # handle 2
      	set s { # handle 3
      		type ipv4_addr
      		elements = { 10.0.0.1 }
      	}

      	chain prerouting { # handle 1
      		type nat hook prerouting priority dstnat; policy accept;
      		iifname != { "eth0", "liqo-tunnel" } ip daddr 10.201.0.0/16 counter packets 3 bytes 252 dnat ip prefix to 10.200.0.0/16 comment "lab.yaml:57" # handle 5
      	}
      }
      """;

  @Test
  void rulesAreReadWithChainAndHandle() {
    assertThat(ListedRule.ofTable(RULESET, "remap-podcidr"))
        .containsExactly(
            new ListedRule(
                "inet",
                "prerouting",
                "iifname != { \"eth0\", \"liqo-tunnel\" } ip daddr 10.201.0.0/16 counter dnat ip"
                    + " prefix to 10.200.0.0/16",
                5));
    assertThat(ListedRule.ofTable(RULESET, "remap")).isEmpty();
  }

  @Test
  void commentsAndCountsAreNoPartOfARule() {
    ListedRule rule = ListedRule.ofTable(RULESET, "remap-podcidr").getFirst();
    assertThat(
            rule.is(
                "iifname != { \"eth0\", \"liqo-tunnel\" } ip daddr 10.201.0.0/16 counter dnat ip"
                    + " prefix to 10.200.0.0/16"))
        .isTrue();
    assertThat(rule.is("ip daddr 10.201.0.0/16 counter dnat ip prefix to 10.200.0.0/16")).isFalse();
  }
}
