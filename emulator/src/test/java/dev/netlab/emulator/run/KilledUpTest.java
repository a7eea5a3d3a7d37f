package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.emulator.process.SameJava;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever kills {@code up}, and after whichever step: {@code down} finds all that was made. */
@Tag("kernel")
class KilledUpTest {
  private static final String LAB = "nlt-killed";
  private static final int SIGKILL_STATUS = 137;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @Test
  void afterEveryStep() throws Exception {
    HostSnapshot before = HostSnapshot.of(LAB);
    int steps = 0;
    while (dies(steps)) {
      assertThat(StateDirectory.of(LAB).exists()).as("something is there to take down").isTrue();
      TestLabs.down(LAB);
      String when = "killed after %d things were done".formatted(steps + 1);
      await(when)
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(HostSnapshot.of(LAB)).as(when).isEqualTo(before));
      steps++;
    }
    assertThat(steps).as("it was killed at each step until it had no more").isGreaterThan(15);
    assertThat(RunningLab.of(StateDirectory.of(LAB)).isComplete()).isTrue();
  }

  @Test
  void upAgainAfterADeathBeginsAnew() throws Exception {
    assertThat(dies(7)).isTrue();
    assertThat(TestLabs.up(TestLabs.small(LAB))).isEqualTo(Up.Outcome.BROUGHT_UP);
    assertThat(RunningLab.of(StateDirectory.of(LAB)).nodes())
        .containsExactly("wire", "left", "right", "pod");
  }

  /** Whether it was killed; if not, it ended well. */
  private static boolean dies(int afterSteps) throws IOException, InterruptedException {
    List<String> command =
        SameJava.command(
            List.of("-XX:TieredStopAtLevel=1"),
            DyingUp.class,
            List.of(LAB, Integer.toString(afterSteps)));
    Process process = new ProcessBuilder(command).inheritIO().start();
    int status = process.waitFor();
    assertThat(status).isIn(0, SIGKILL_STATUS);
    return status == SIGKILL_STATUS;
  }
}
