package dev.netlab.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.netlab.engine.container.ContainerStatus.Phase;
import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisorTest {
  private static final ContainerName BEFORE = new ContainerName("n", "before");
  private static final ContainerName HUGE = new ContainerName("n", "huge");
  private static final ContainerName AFTER = new ContainerName("n", "after");

  /** More than the kernel takes as one argument (MAX_ARG_STRLEN, 32 pages). */
  private static final String TOO_LONG = "x".repeat(1 << 20);

  @TempDir private Path folder = Path.of("");

  private ContainerSpec spec(ContainerName name, String... command) {
    List<String> waiting = List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh");
    List<String> program =
        Stream.of(waiting, waiting, List.of(command)).flatMap(List::stream).toList();
    Path own = folder.resolve(name.container());
    own.toFile().mkdir();
    return new ContainerSpec(
        name, program, own, "nlt-none", Optional.empty(), List.of(), Restart.ALWAYS);
  }

  @Test
  void oneThatTheKernelDoesNotStartIsNamedAndOthersRun() {
    try (Supervisor supervisor = new Supervisor()) {
      assertThatExceptionOfType(ContainerException.class)
          .isThrownBy(
              () ->
                  supervisor.start(
                      List.of(
                          spec(BEFORE, "sleep", "1000"),
                          spec(HUGE, "sleep", TOO_LONG),
                          spec(AFTER, "sleep", "1000"))))
          .withMessageMatching(
              "container n/huge could not be started: .*Argument list too long.*; it printed"
                  + " nothing");
      supervisor.start(List.of(spec(HUGE, "sleep", "1000")));
      assertThat(supervisor.status())
          .extracting(ContainerStatus::name, ContainerStatus::phase)
          .containsExactly(
              tuple(BEFORE, Phase.READY), tuple(HUGE, Phase.READY), tuple(AFTER, Phase.READY));
    }
  }
}
