package dev.netlab.nft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.Golden;
import dev.netlab.nft.kubernetes.Judged;
import dev.netlab.nft.ruleset.Listing;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.RulesetChange;
import dev.netlab.nft.ruleset.RulesetParser;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rulesets that change while the kernel has them. */
class UpdateIT {
  private static final int CHANGES = 25;

  private final Namespaces namespaces = new Namespaces();

  @AfterEach
  void end() {
    namespaces.close();
  }

  private String change(String node, Ruleset after) {
    String listing = namespaces.in(node, "nft -a list ruleset");
    String commands =
        RulesetChange.between(RulesetParser.parse(listing), Listing.read(listing), after);
    assertThat(namespaces.nft(node, commands).output()).as(commands).isEmpty();
    return commands;
  }

  @Test
  void anyRulesetBecomesAnyOther() {
    namespaces.add("a");
    for (long seed = 0; seed < CHANGES; seed++) {
      Ruleset wanted = new Judged(seed).ruleset();
      change("a", wanted);
      assertThat(RulesetParser.parse(namespaces.in("a", "nft list ruleset")).tables())
          .as("seed " + seed)
          .map(UpdateIT::unordered)
          .containsExactlyInAnyOrderElementsOf(
              wanted.tables().stream().map(UpdateIT::unordered).toList());
      assertThat(change("a", wanted)).isEmpty();
    }
    for (String name : List.of("services", "nat", "acl", "maps")) {
      Ruleset wanted = RulesetParser.parse(Golden.expected(name));
      change("a", wanted);
      assertThat(change("a", wanted)).isEmpty();
    }
  }

  /** New chains and sets are listed behind the old ones; their order means nothing. */
  private static String unordered(NftTable table) {
    return table.family()
        + table.name()
        + table.sets().stream().map(Object::toString).sorted().toList()
        + table.chains().stream().map(Object::toString).sorted().toList();
  }

  /** Client 10.0.1.2 - router - server 10.0.2.2, of which policies speak as of pods. */
  @Test
  void connectionsSurviveAPolicyThatWouldNotLetThemBegin() {
    List.of("client", "router", "server").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.0.1.2/24", "router", "left", "10.0.1.1/24");
    namespaces.join("server", "eth0", "10.0.2.2/24", "router", "right", "10.0.2.1/24");
    namespaces.in("client", "ip route add default via 10.0.1.1");
    namespaces.in("server", "ip route add default via 10.0.2.1");
    namespaces.in("router", "sysctl -qw net.ipv4.ip_forward=1");
    namespaces.start("server", Probe.command("serve", "8001"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "ss -Hlnu").contains(":8001"));
    String open =
        """
        table ip policies {
        	set peer-ports {
        		type ipv4_addr . inet_proto . inet_service
        		elements = { 10.0.1.2 . udp . 8001, 10.0.1.3 . udp . 8001 }
        	}

        	chain filter-forward {
        		type filter hook forward priority filter; policy accept;
        		ct state established,related counter accept
        		ip saddr . meta l4proto . th dport @peer-ports counter accept
        		counter drop
        	}
        }
        """;
    change("router", RulesetParser.parse(open));
    assertThat(ask(6000)).isEqualTo("10.0.1.2 6000");
    assertThat(change("router", RulesetParser.parse(open.replace("10.0.1.2 . udp . 8001, ", ""))))
        .isEqualTo("delete element ip policies peer-ports { 10.0.1.2 . udp . 8001 }\n");
    assertThat(ask(6001)).startsWith("java.net.SocketTimeoutException");
    assertThat(ask(6000)).isEqualTo("10.0.1.2 6000");
    assertThat(namespaces.in("router", "nft list chain ip policies filter-forward"))
        .as("counters go on")
        .contains("established,related counter packets 3 ");
  }

  private String ask(int from) {
    return namespaces
        .in("client", String.join(" ", Probe.command("ask", "10.0.2.2", "8001", "" + from)))
        .strip();
  }
}
