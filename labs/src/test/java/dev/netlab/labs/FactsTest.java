package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.emulator.check.FactResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every fact of every lab holds. */
@Tag("kernel")
class FactsTest {
  @Test
  void liqoTwoClusters() {
    List<FactResult> results =
        LabFolder.test(LabFolder.file("liqo-two-clusters"), "nlt-liqo-facts");
    assertThat(results).allSatisfy(fact -> assertThat(fact.passed()).as(fact.toString()).isTrue());
    assertThat(results)
        .extracting(FactResult::id)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 22).mapToObj("LQ%02d"::formatted).toList());
  }
}
