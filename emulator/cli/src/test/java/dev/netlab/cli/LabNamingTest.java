package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no lab is refused by every verb in the same words. */
class LabNamingTest {
  @TempDir private Path folder;

  @Test
  void whatIsNoLabIsSaidToBeSo() throws IOException {
    for (String verb : List.of("graph", "plan", "validate", "policy")) {
      assertThat(refused(verb, folder.toString()))
          .isEqualTo("netlab: the folder %s has no lab.yaml\n".formatted(folder));
      assertThat(refused(verb, folder + "/x.yaml"))
          .isEqualTo("netlab: there is no file or folder %s/x.yaml\n".formatted(folder));
    }
    assertThat(refused("graph", "no-such-lab")).startsWith("netlab: there is no lab 'no-such-lab'");
  }

  @Test
  void aNameIsNotTakenForAFolder() {
    assertThat(refused("validate", "..")).contains("the folder .. has no lab.yaml");
  }

  @Test
  void whatIsWrongIsToldWithThePathAsItWasGiven() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "name: bad\nnodes: {a: {x: 1}}\n");
    assertThat(refused("validate", bad.toString())).startsWith(bad + ":2:13: ");
  }

  private static String refused(String verb, String lab) {
    CommandRun run = CommandRun.of(verb, lab);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }
}
