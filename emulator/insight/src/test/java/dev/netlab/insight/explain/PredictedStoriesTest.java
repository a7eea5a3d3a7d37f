package dev.netlab.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.snapshot.BuiltInLab;
import dev.netlab.insight.snapshot.SnapshotFile;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in labs' main flows, predicted from what was once recorded of their kernels. */
class PredictedStoriesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"contiv-vpp", "docker-vm-baremetal", "liqo-two-clusters", "openshift-tracing"})
  void storiesAreToldAsTheyWere(String lab) throws IOException {
    String expected = PredictedStories.expected(lab);
    assertThat(expected).contains("$ explain");
    assertThat(
            PredictedStories.tell(
                expected, SnapshotFile.builtIn(lab), BuiltInLab.read(lab).networkNames()))
        .isEqualTo(expected);
  }
}
