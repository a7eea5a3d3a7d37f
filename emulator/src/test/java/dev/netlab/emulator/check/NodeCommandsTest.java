package dev.netlab.emulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.lab.Location;
import dev.netlab.emulator.lab.Place;
import dev.netlab.emulator.lab.Run;
import dev.netlab.emulator.run.LabSource;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.run.StateDirectory;
import dev.netlab.emulator.run.TestLabs;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NodeCommandsTest {
  private static final String NAME = "nlt-environment";

  /** This test's own has more: whoever starts Maven has a USER, a JAVA_HOME or the like. */
  @Test
  void aScenariosCommandSeesNothingOfTheCallersEnvironment() {
    LabSource source = TestLabs.small(NAME);
    TestLabs.up(source);
    try {
      RunningLab lab = RunningLab.of(new StateDirectory(new LabName(NAME)));
      String node = source.lab().nodes().getFirst().name();
      Run run =
          new Run(
              new Place(node, Optional.empty()),
              "pwd; exec env -u PWD -u TERM",
              Location.of("lab.yaml"));
      assertThat(new NodeCommands(lab).run(run).text().lines())
          .containsExactlyInAnyOrder(
              "/",
              "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
              "HOME=/root",
              "LANG=C.UTF-8");
    } finally {
      TestLabs.down(NAME);
    }
  }
}
