package dev.netlab.nft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.Golden;
import dev.netlab.nft.ruleset.Listing;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.RulesetParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class LoadIT {
  private static final String FOREIGN = "table ip foreign {\n}\n";

  @ParameterizedTest
  @ValueSource(strings = {"liqo", "filter", "docker", "ipv6"})
  void kernelHoldsWhatWasCompiled(String name) {
    Ruleset ruleset = Golden.compile(name);
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      assertThat(namespaces.nft("a", FOREIGN).exit()).isZero();
      assertThat(namespaces.nftCheck("a", ruleset.loadText()).output()).isEmpty();
      assertThat(namespaces.nft("a", ruleset.loadText()).output()).isEmpty();
      assertThat(namespaces.in("a", "nft -s list ruleset"))
          .isEqualTo(FOREIGN + Golden.expected(name));
    }
  }

  /** Compared as read, for the kernel lists the elements of a set in an order of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"maps", "nat", "services", "acl"})
  void kernelHoldsSetsAndMaps(String name) {
    Ruleset ruleset = RulesetParser.parse(Golden.expected(name));
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      namespaces.load("a", ruleset);
      assertThat(RulesetParser.parse(namespaces.in("a", "nft -a list ruleset"))).isEqualTo(ruleset);
    }
  }

  /** As on a machine without Debian's package netbase. */
  @ParameterizedTest
  @ValueSource(strings = {"filter", "ipv6", "maps", "services", "acl"})
  void withoutNamesOfProtocolsTheSameIsLoadedAndRead(String name) {
    String hidden = "unshare --mount sh -c 'mount --bind /dev/null /etc/protocols; nft %s'";
    Ruleset ruleset = RulesetParser.parse(Golden.expected(name));
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      String load = hidden.formatted("-f -") + " <<'END'\n" + ruleset.loadText() + "END\n";
      assertThat(namespaces.in("a", load)).isEmpty();
      String named = namespaces.in("a", "nft -a list ruleset");
      String numbered = namespaces.in("a", hidden.formatted("-a list ruleset"));
      assertThat(RulesetParser.parse(numbered)).isEqualTo(ruleset);
      assertThat(Listing.read(numbered)).isEqualTo(Listing.read(named));
    }
  }
}
