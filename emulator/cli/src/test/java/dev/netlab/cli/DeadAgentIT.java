package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verbs say of a lab whose agent has died. */
class DeadAgentIT {
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

  /** What it listens at, and an answer to whatever is asked. */
  private static final String FAILING =
      """
      import os, socket, sys
      os.unlink(sys.argv[1])
      agent = socket.socket(socket.AF_UNIX)
      agent.bind(sys.argv[1])
      agent.listen()
      print("listens", flush=True)
      while True:
          client, _ = agent.accept()
          client.recv(4096)
          client.sendall(b'{"ok": false, "error": "no memory is left"}\\n')
          client.close()
      """;

  @Test
  void theNodesAreShownWhateverTheAgentAnswers() throws Exception {
    upWithADeadAgent();
    StateDirectory state = new StateDirectory(LAB);
    String socket = state.path().resolve("agent.sock").toString();
    Process failing = new ProcessBuilder("python3", "-c", FAILING, socket).start();
    try (BufferedReader said = failing.inputReader()) {
      assertThat(said.readLine()).isEqualTo("listens");
      ProcessIdentity identity = ProcessIdentity.of(failing.pid()).orElseThrow();
      Files.writeString(
          state.journal(),
          "agent %d %d\n".formatted(identity.pid(), identity.startTime()),
          StandardOpenOption.APPEND);
      CommandRun show = CommandRun.of("show", LAB.text());
      assertThat(show.err()).isEmpty();
      assertThat(show.status()).isZero();
      assertThat(show.out())
          .contains("process %d, does not say how it is: no memory".formatted(failing.pid()))
          .contains("netlab up " + LAB + " ends it and starts another")
          .containsPattern("(?m)^a$")
          .containsPattern("a/c1 +unknown");
      assertThat(CommandRun.of("show", LAB.text(), "--format", "json").out())
          .contains("\"state\" : \"failing\"");
    } finally {
      failing.destroyForcibly();
    }
  }
}
