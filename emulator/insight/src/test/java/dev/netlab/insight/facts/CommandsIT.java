package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.LabName;
import dev.netlab.lab.Location;
import dev.netlab.lab.ScenarioCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsIT {
  private static final String NAME = "nlt-environment";

  /** This test's own has more: whoever starts Maven has a USER, a JAVA_HOME or the like. */
  @Test
  void aScenariosCommandSeesNothingOfTheCallersEnvironment() {
    LabSource source = TestLabs.small(NAME);
    TestLabs.up(source);
    try {
      RunningLab lab = RunningLab.of(new StateDirectory(new LabName(NAME)));
      String node = source.lab().nodes().getFirst().name();
      ScenarioCommand run =
          new ScenarioCommand(
              new ExecTarget(node, Optional.empty()),
              "pwd; exec env -u PWD -u TERM",
              Location.of("lab.yaml"));
      assertThat(new Commands.OfSite(lab).run(run).text().lines())
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
