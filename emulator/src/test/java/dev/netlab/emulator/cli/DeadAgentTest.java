package dev.netlab.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.run.LabAgent;
import dev.netlab.emulator.run.LabAgent.Condition;
import dev.netlab.emulator.run.LabSource;
import dev.netlab.emulator.run.StateDirectory;
import dev.netlab.emulator.run.TestLabs;
import dev.netlab.emulator.yaml.LabReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verbs say of a lab whose agent has died. */
@Tag("kernel")
class DeadAgentTest {
  private static final LabName LAB = new LabName("nlt-dead-agent");

  private static final String TEXT =
      """
      name: nlt-dead-agent
      nodes:
        a:
          containers:
            c1: {command: "exec sleep 1000"}
      """;

  @TempDir private Path folder;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB.text());
  }

  private void upWithADeadAgent() throws Exception {
    Path file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    TestLabs.up(new LabSource(LabReader.read(file, LAB), file, TEXT));
    LabAgent agent = new LabAgent(new StateDirectory(LAB));
    long pid = ((Condition.Running) agent.condition()).status().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> agent.condition() instanceof Condition.Dead);
  }

  @Test
  void verbsSayWhatToDoAndPrintNoStackTrace() throws Exception {
    upWithADeadAgent();
    CommandRun show = CommandRun.of("show", LAB.text());
    assertThat(show.status()).isZero();
    assertThat(show.out()).contains("agent: dead; 'netlab up " + LAB + "' starts it again");
    assertThat(show.err()).isEmpty();
    // Neither becomes its command, which would end this very process.
    for (CommandRun run :
        List.of(
            CommandRun.of("exec", LAB.text(), "a/c1", "true"),
            CommandRun.of("shell", LAB.text(), "a/c1"))) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              "netlab: container a/c1 died with the lab's agent; start it again: netlab up %s%n"
                  .formatted(LAB));
    }
  }
}
