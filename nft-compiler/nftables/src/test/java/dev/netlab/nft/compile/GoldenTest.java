package dev.netlab.nft.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"liqo", "filter", "docker", "ipv6", "nat"})
  void compilesTo(String name) {
    assertThat(Golden.compile(name).text()).isEqualTo(Golden.expected(name));
  }
}
