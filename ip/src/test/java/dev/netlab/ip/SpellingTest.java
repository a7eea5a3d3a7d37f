package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN = List.of("dev", "via", "mtu", "masquerade", "validate");

  @ParameterizedTest
  @CsvSource({
    "mut, mtu",
    "vai, via",
    "dve, dev",
    "masqerade, masquerade",
    "maskarade, masquerade",
    "valdiate, validate",
  })
  void theWordFewestEditsAwayIsMeant(String written, String meant) {
    assertThat(Spelling.closest(written, KNOWN)).contains(meant);
  }

  @Test
  void whatIsLikeNoneIsLikenedToNone() {
    assertThat(Spelling.closest("x", KNOWN)).isEmpty();
    assertThat(Spelling.closest("", KNOWN)).isEmpty();
    assertThat(Spelling.closest("snat", KNOWN)).isEmpty();
    assertThat(Spelling.closest("mtu", List.of())).isEmpty();
  }
}
