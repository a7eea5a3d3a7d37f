package dev.netlab.nft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.Golden;
import dev.netlab.nft.listing.RulesetListing;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulesets as values, as nft's text, in the kernel, and as nft's JSON: all say the same. */
@Tag("kernel")
class LoadIT {
  private static final String FOREIGN = "table ip foreign {\n}\n";

  /** As on a machine without Debian's package netbase. */
  private static final String WITHOUT_NAMES =
      "unshare --mount sh -c 'mount --bind /dev/null /etc/protocols; nft %s'";

  @ParameterizedTest
  @ValueSource(strings = {"liqo", "filter", "docker", "ipv6"})
  void theKernelHoldsWhatWasCompiled(String name) {
    Ruleset ruleset = Golden.compile(name);
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      assertThat(namespaces.nft("a", FOREIGN).exit()).isZero();
      assertThat(namespaces.nftCheck("a", ruleset.loadText()).output()).isEmpty();
      assertThat(namespaces.nft("a", ruleset.loadText()).output()).isEmpty();
      assertThat(namespaces.in("a", "nft -s list ruleset"))
          .isEqualTo(FOREIGN + Golden.expected(name));
      namespaces.load("a", ruleset);
      assertThat(bare(read(namespaces))).isEqualTo(ruleset);
    }
  }

  /** The kernel lists the elements of a set in an order of its own; the values are sorted. */
  @ParameterizedTest
  @ValueSource(strings = {"maps", "services", "acl", "nat"})
  void whatWasReadIsLoadedAndReadAgain(String name) {
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      assertThat(namespaces.nft("a", Golden.expected(name)).output()).isEmpty();
      Ruleset ruleset = bare(read(namespaces));
      assertThat(ruleset.text()).isEqualTo(Golden.expected(name));
      namespaces.load("a", ruleset);
      assertThat(bare(read(namespaces))).isEqualTo(ruleset);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "ipv6", "maps", "services", "acl"})
  void withoutNamesOfProtocolsTheSameIsLoadedAndRead(String name) {
    try (Namespaces namespaces = new Namespaces()) {
      namespaces.add("a");
      assertThat(namespaces.nft("a", Golden.expected(name)).output()).isEmpty();
      String text = bare(read(namespaces)).loadText();
      namespaces.in("a", "nft flush ruleset");
      String load = WITHOUT_NAMES.formatted("-f -") + " <<'END'\n" + text + "END\n";
      assertThat(namespaces.in("a", load)).isEmpty();
      Ruleset numbered =
          new RulesetListing(
                  namespaces.in("a", WITHOUT_NAMES.formatted("-j list ruleset")),
                  namespaces.in("a", WITHOUT_NAMES.formatted("-a list ruleset")))
              .ruleset();
      assertThat(numbered).isEqualTo(read(namespaces));
      assertThat(bare(numbered).text()).isEqualTo(Golden.expected(name));
    }
  }

  private static Ruleset read(Namespaces namespaces) {
    Ruleset read =
        new RulesetListing(
                namespaces.in("a", "nft -j list ruleset"),
                namespaces.in("a", "nft -a list ruleset"))
            .ruleset();
    List<NftRule> rules = read.rules().map(Ruleset.Place::rule).toList();
    assertThat(rules.stream().flatMap(NftRule::unknown)).isEmpty();
    assertThat(rules.stream().map(rule -> new NftRule(rule.statements(), "").text()))
        .as("the model's words are nft's")
        .containsExactlyElementsOf(
            rules.stream().map(rule -> rule.listed().orElseThrow().words()).toList());
    return read;
  }

  /** The same that stands nowhere yet. */
  private static Ruleset bare(Ruleset ruleset) {
    return new Ruleset(
        ruleset.tables().stream()
            .map(
                table ->
                    new NftTable(
                        table.family(),
                        table.name(),
                        table.sets(),
                        table.chains().stream().map(LoadIT::bare).toList(),
                        table.objects()))
            .toList());
  }

  private static NftChain bare(NftChain chain) {
    return new NftChain(
        chain.name(),
        chain.attachment(),
        chain.rules().stream()
            .map(rule -> new NftRule(rule.statements(), rule.comment()))
            .toList());
  }
}
