package dev.netlab.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.container.ContainerStatus.Phase;
import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisionTest {
  private static final ContainerName DNS = new ContainerName("n", "dns");
  private static final ContainerName WEB = new ContainerName("n", "web");
  private static final int SIGKILL_STATUS = 137;

  private final Supervision supervision = new Supervision();

  private static ContainerSpec spec(ContainerName name, Restart restart, ContainerName... after) {
    return new ContainerSpec(
        name, List.of("true"), Path.of("x"), "x", Optional.empty(), List.of(after), restart);
  }

  private List<ContainerName> due(long now) {
    return supervision.due(now).stream().map(ContainerSpec::name).toList();
  }

  private ContainerStatus status(ContainerName name) {
    return supervision.status().stream().filter(s -> s.name().equals(name)).findFirst().get();
  }

  /** One container that is ready from the beginning. */
  private void runs(Restart restart) {
    supervision.supervise(List.of(spec(WEB, restart)));
    assertThat(due(0)).containsExactly(WEB);
    supervision.ready(WEB);
  }

  @Test
  void startsWhenWhatItComesAfterIsReady() {
    supervision.supervise(List.of(spec(WEB, Restart.NEVER, DNS), spec(DNS, Restart.NEVER)));
    assertThat(due(0)).containsExactly(DNS);
    assertThat(due(5)).as("started is not ready").isEmpty();
    supervision.ready(DNS);
    assertThat(supervision.allHaveBeenReady()).isFalse();
    assertThat(due(7)).containsExactly(WEB);
    supervision.ready(WEB);
    assertThat(supervision.allHaveBeenReady()).isTrue();
    assertThat(supervision.nextChange()).isEmpty();
  }

  @Test
  void endsAsItEndedIfItIsNeverRestarted() {
    runs(Restart.NEVER);
    supervision.ended(WEB, 3, 20_000);
    assertThat(due(100_000)).isEmpty();
    assertThat(status(WEB).phase()).isEqualTo(Phase.ENDED);
    assertThat(status(WEB).exit()).hasValue(3);
    assertThat(supervision.failure(100_000)).as("it had been ready").isEmpty();
  }

  @Test
  void onFailureMeansAnyStatusButZero() {
    runs(Restart.ON_FAILURE);
    supervision.ended(WEB, SIGKILL_STATUS, 50);
    assertThat(status(WEB).phase()).isEqualTo(Phase.BACKING_OFF);
    assertThat(due(150)).containsExactly(WEB);
    supervision.ready(WEB);
    supervision.ended(WEB, 0, 200);
    assertThat(status(WEB).phase()).isEqualTo(Phase.ENDED);
    assertThat(status(WEB).restarts()).isEqualTo(1);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToTenSeconds() {
    runs(Restart.ALWAYS);
    long now = 0;
    for (long wait : List.of(100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000)) {
      supervision.ended(WEB, 0, now);
      assertThat(supervision.nextChange()).hasValue(now + wait);
      assertThat(due(now + wait - 1)).isEmpty();
      now += wait;
      assertThat(due(now)).containsExactly(WEB);
    }
    assertThat(status(WEB).restarts()).isEqualTo(9);
  }

  @Test
  void aCalmRunMakesItStartSoonAgain() {
    runs(Restart.ALWAYS);
    supervision.ended(WEB, 1, 1000);
    assertThat(due(1100)).hasSize(1);
    supervision.ended(WEB, 1, 1100 + BackOff.CALM_MILLIS);
    assertThat(supervision.nextChange()).hasValue(1200 + BackOff.CALM_MILLIS);
  }

  @Test
  void anEndBeforeItWasReadyIsAFailureWhateverItsPolicy() {
    supervision.supervise(List.of(spec(DNS, Restart.NEVER), spec(WEB, Restart.ALWAYS)));
    due(0);
    supervision.ready(DNS);
    supervision.ended(WEB, 1, 30);
    assertThat(supervision.failure(30))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.spec().name()).isEqualTo(WEB);
              assertThat(failure.why()).isEqualTo("ended before it was ready, exit status 1");
            });
    assertThat(due(100_000)).isEmpty();
  }

  @Test
  void notReadyInTimeIsAFailure() {
    supervision.supervise(List.of(spec(DNS, Restart.NEVER), spec(WEB, Restart.NEVER, DNS)));
    due(0);
    assertThat(supervision.nextChange()).hasValue(10_000);
    assertThat(supervision.failure(9_999)).isEmpty();
    supervision.ready(DNS);
    due(9_999);
    assertThat(supervision.failure(19_998)).as("counted from its own start").isEmpty();
    assertThat(supervision.failure(19_999).get().why()).isEqualTo("is not ready after 10 s");
  }

  @Test
  void supervisedAgainTheEndedOnesBeginAnew() {
    runs(Restart.NEVER);
    supervision.supervise(List.of(spec(WEB, Restart.NEVER)));
    assertThat(due(10)).as("it runs").isEmpty();
    supervision.ended(WEB, SIGKILL_STATUS, 20);
    supervision.supervise(List.of(spec(WEB, Restart.NEVER)));
    assertThat(due(30)).containsExactly(WEB);
    assertThat(supervision.allHaveBeenReady()).isFalse();
  }
}
