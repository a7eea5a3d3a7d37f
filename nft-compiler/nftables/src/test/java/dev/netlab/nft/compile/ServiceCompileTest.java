package dev.netlab.nft.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.Golden;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.Shop;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceCompileTest {
  @Test
  void compilesEveryKindOfService() {
    Ruleset ruleset = new Ruleset(ServiceCompiler.compile(Shop.table()));
    assertThat(ruleset.text()).isEqualTo(Golden.expected("services"));
  }

  /** However many services: the rules that every packet meets stay the same. */
  @Test
  void packetsMeetAsManyRulesForAThousandServicesAsForOne() {
    assertThat(everyPacketMeets(1000)).isEqualTo(everyPacketMeets(1));
  }

  private static List<NftChain> everyPacketMeets(int services) {
    List<Service> all = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      String address = "10.96.%d.%d".formatted(i / 250, i % 250);
      all.add(
          Shop.service(
              "a/s" + i,
              i,
              List.of(address),
              List.of(),
              Shop.port("", 80, Optional.empty(), Shop.here("10.1.0.1", 80))));
    }
    NftTable table = ServiceCompiler.compile(ServiceTable.of("t", all, List.of())).getFirst();
    return table.chains().stream().filter(c -> !c.name().startsWith("service-a/")).toList();
  }

  @Test
  void rejectsTwoServicesOnOneAddressAndPort() {
    Service a =
        Shop.service("a/a", 1, List.of("10.96.0.1"), List.of(), Shop.port("", 80, Optional.of(3)));
    Service b =
        Shop.service("a/b", 9, List.of(), List.of("10.96.0.1"), Shop.port("", 80, Optional.of(4)));
    Service c =
        Shop.service("a/c", 7, List.of("10.96.0.2"), List.of(), Shop.port("", 80, Optional.of(3)));
    assertThatThrownBy(() -> ServiceTable.of("t", List.of(a, b), List.of()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("a/a (shop.yaml:1) and a/b (shop.yaml:9) both have 10.96.0.1 tcp");
    assertThatThrownBy(() -> ServiceTable.of("t", List.of(a, c), List.of()))
        .hasMessageContaining("both have node port tcp 3");
    assertThatThrownBy(() -> ServiceTable.of("t", List.of(a, a), List.of()))
        .hasMessageContaining("both have name a/a");
  }

  @Test
  void rejectsAServiceWithoutAPort() {
    assertThatThrownBy(() -> Shop.service("a/a", 1, List.of("10.96.0.1"), List.of()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("service a/a has no port");
  }
}
