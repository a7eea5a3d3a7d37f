package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.facts.FactResult;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fact of every lab holds. */
class FactsIT {
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

  @Test
  void contivVpp() {
    List<FactResult> results = LabFolder.test(LabFolder.file("contiv-vpp"), "nlt-contiv-facts");
    assertThat(results).allSatisfy(fact -> assertThat(fact.passed()).as(fact.toString()).isTrue());
    assertThat(results)
        .extracting(FactResult::id)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    steps("S1", 10, 7),
                    steps("S2", 18, 11),
                    steps("S3", 5, 5),
                    steps("S4", 5, 5),
                    steps("S5", 3, 2),
                    steps("S6", 1, 1),
                    steps("S7", 1, 1),
                    steps("S8", 1, 1),
                    steps("S9", 2, 2),
                    numbered("X%02d", 12))
                .flatMap(ids -> ids)
                .toList());
  }

  @Test
  void openshiftTracing() {
    List<FactResult> results =
        LabFolder.test(LabFolder.file("openshift-tracing"), "nlt-openshift-facts");
    assertThat(results).allSatisfy(fact -> assertThat(fact.passed()).as(fact.toString()).isTrue());
    assertThat(results)
        .extracting(FactResult::id)
        .containsExactlyInAnyOrderElementsOf(numbered("OS%02d", 25).toList());
  }

  @Test
  void dockerVmBaremetal() {
    List<FactResult> results =
        LabFolder.test(LabFolder.file("docker-vm-baremetal"), "nlt-docker-facts");
    assertThat(results).allSatisfy(fact -> assertThat(fact.passed()).as(fact.toString()).isTrue());
    assertThat(results)
        .extracting(FactResult::id)
        .containsExactlyInAnyOrderElementsOf(numbered("DK%02d", 15).toList());
  }

  private static Stream<String> steps(String section, int request, int response) {
    return Stream.concat(
        numbered(section + ".req.%d", request), numbered(section + ".resp.%d", response));
  }

  private static Stream<String> numbered(String format, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(format::formatted);
  }
}
