package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever kills {@code up}, and after whichever step: {@code down} finds all that was made. */
class KilledUpIT {
  private static final String LAB = "nlt-killed";
  private static final int SIGKILL_STATUS = 137;

  /** Labs that die beside each other, each at steps of its own. */
  private static final int AT_ONCE = 3;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
    IntStream.range(0, AT_ONCE).mapToObj(KilledUpIT::lab).forEach(TestLabs::down);
  }

  @Test
  void afterEveryStep() throws Exception {
    List<Callable<Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < AT_ONCE; lane++) {
      int first = lane;
      lanes.add(() -> deaths(first));
    }
    int steps = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Integer> deaths : threads.invokeAll(lanes)) {
        steps += deaths.get();
      }
    }
    assertThat(steps).as("it was killed at each step until it had no more").isGreaterThan(15);
  }

  private static String lab(int lane) {
    return LAB + "-" + lane;
  }

  /** How often a lab's {@code up} was killed: at its first step, and then at every so many. */
  private static int deaths(int first) throws IOException, InterruptedException {
    String lab = lab(first);
    HostSnapshot before = HostSnapshot.of(lab);
    int step = first;
    for (; dies(lab, step); step += AT_ONCE) {
      assertThat(new StateDirectory(new LabName(lab)).exists())
          .as("something is there to take down")
          .isTrue();
      TestLabs.down(lab);
      String when = "killed after %d things were done".formatted(step + 1);
      await(when)
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(HostSnapshot.of(lab)).as(when).isEqualTo(before));
    }
    assertThat(RunningLab.of(new StateDirectory(new LabName(lab))).isComplete()).isTrue();
    return (step - first) / AT_ONCE;
  }

  @Test
  void upAgainAfterADeathBeginsAnew() throws Exception {
    assertThat(dies(LAB, 7)).isTrue();
    assertThat(TestLabs.up(TestLabs.small(LAB))).isEqualTo(Up.Outcome.BROUGHT_UP);
    assertThat(RunningLab.of(new StateDirectory(new LabName(LAB))).nodes())
        .containsExactly("wire", "left", "right", "pod");
  }

  /** Whether it was killed; if not, it ended well. */
  private static boolean dies(String lab, int afterSteps) throws IOException, InterruptedException {
    List<String> command =
        JvmCommand.command(
            List.of("-XX:TieredStopAtLevel=1"),
            DyingUp.class,
            List.of(lab, Integer.toString(afterSteps)));
    Process process = new ProcessBuilder(command).inheritIO().start();
    int status = process.waitFor();
    assertThat(status).isIn(0, SIGKILL_STATUS);
    return status == SIGKILL_STATUS;
  }
}
