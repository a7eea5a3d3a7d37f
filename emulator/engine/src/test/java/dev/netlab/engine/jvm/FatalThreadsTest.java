package dev.netlab.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class FatalThreadsTest {
  /** A program one of whose threads dies while another goes on for ever. */
  static final class Dying {
    private Dying() {}

    public static void main(String... arguments) {
      FatalThreads.install(System.out::println);
      Thread.ofVirtual()
          .name("worker")
          .start(
              () -> {
                throw new StackOverflowError("too deep");
              });
      while (true) {
        LockSupport.park();
      }
    }
  }

  @Test
  void aThreadThatDiesTakesItsProcessAlongAndSaysWhy() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dying.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(FatalThreads.DIED);
    assertThat(said)
        .contains(
            "thread worker died, and takes the process along:"
                + " java.lang.StackOverflowError: too deep")
        .contains("at dev.netlab.engine.jvm.FatalThreadsTest$Dying");
  }
}
