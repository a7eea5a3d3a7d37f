package dev.netlab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.Golden;
import dev.netlab.nft.compile.NetworkPolicyCompiler;
import dev.netlab.nft.policy.NetworkPolicyTable;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkPolicyCompileTest {
  private static Ruleset compile(KubernetesFile file) {
    Cluster cluster =
        Cluster.of(
            KubernetesReader.read(
                List.of(file),
                finding -> {
                  throw new AssertionError(finding);
                }),
            _ -> Optional.empty(),
            finding -> {
              throw new AssertionError(finding);
            });
    return new Ruleset(
        NetworkPolicyCompiler.compile(
            new NetworkPolicyTable(
                "policies",
                NetworkPolicies.of(cluster, _ -> true, _ -> {}),
                List.of(IpAddress.parse("10.1.1.1")))));
  }

  @Test
  void compilesPoliciesOfANamespace() {
    Ruleset ruleset = compile(new KubernetesFile("isolation.yaml", Golden.read("isolation.yaml")));
    assertThat(ruleset.text()).isEqualTo(Golden.expected("isolation"));
  }

  /** However many policies: as many rules for the first packet of a connection. */
  @Test
  void aPacketMeetsNoMoreRulesForAHundredPolicies() {
    for (int policies : new int[] {1, 10, 100}) {
      Ruleset ruleset = compile(new RandomCluster(new Random(7), 30, policies).file());
      assertThat(ruleset.tables())
          .allSatisfy(
              table ->
                  assertThat(table.chains())
                      .extracting(NftChain::rules)
                      .allSatisfy(rules -> assertThat(rules).hasSizeLessThanOrEqualTo(6)));
    }
  }
}
