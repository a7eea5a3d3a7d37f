package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.agent.SilentAgentException;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.CancelledException;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpDownIT {
  private static final String LAB = "nlt-up";
  private static final String OTHER = "nlt-beside";
  private static final int SIGSTOP = 19;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
    TestLabs.down(OTHER);
  }

  @Test
  void whatIsUpWorksAndNothingIsLeftOfItWhenItIsDown() throws Exception {
    HostSnapshot before = HostSnapshot.of(LAB);
    assertThat(TestLabs.up(TestLabs.small(LAB))).isEqualTo(Up.Outcome.BROUGHT_UP);
    assertThat(HostSnapshot.of(LAB)).as("a snapshot sees a lab").isNotEqualTo(before);

    for (String address : List.of("192.0.2.2", "203.0.113.2", "10.9.0.2")) {
      assertThat(run("left", "ping", "-c1", "-W5", address)).contains(" 0% packet loss");
    }
    assertThat(run("pod", "ping", "-c1", "-W5", "192.0.2.2")).contains(" 0% packet loss");
    assertThat(run("right", "hostname")).isEqualTo("right\n");
    assertThat(run("right", "getent", "hosts", "gateway.example")).startsWith("192.0.2.1 ");
    assertThat(run("right", "getent", "hosts", "pod")).startsWith("198.51.100.2 ");
    assertThat(run("left", "wg", "show", "interfaces")).isEqualTo("wg0\n");
    try (var keys = Files.walk(new StateDirectory(new LabName(LAB)).path().resolve("keys"))) {
      assertThat(keys.filter(Files::isRegularFile))
          .hasSize(2)
          .allSatisfy(
              key ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                      .isEqualTo("rw-------"));
    }

    TestLabs.down(LAB);
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }

  @Test
  void aProcessInANodeIsEndedWithTheLab() throws Exception {
    TestLabs.up(TestLabs.small(LAB));
    Process sleeper =
        new ProcessBuilder(
                RunningLab.of(new StateDirectory(new LabName(LAB)))
                    .command("pod", List.of("sleep", "1000")))
            .start();
    Path name = Path.of("/proc", Long.toString(sleeper.pid()), "comm");
    await().until(() -> Files.readString(name).equals("sleep\n"));
    TestLabs.down(LAB);
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void upOfARunningLabChangesNothing() {
    LabSource source = TestLabs.small(LAB);
    TestLabs.up(source);
    List<JournalEntry> journal = journal();
    assertThat(TestLabs.up(source)).isEqualTo(Up.Outcome.WAS_UP);
    assertThat(journal()).isEqualTo(journal);
    Lab lab = source.lab();
    assertThatThrownBy(
            () -> TestLabs.up(new LabSource(lab, source.file(), source.text() + "\n# changed")))
        .isInstanceOf(LabStateException.class)
        .hasMessageContaining("netlab down " + LAB);
  }

  @Test
  void aDeadAgentIsNoticedAndUpStartsItAgain() throws Exception {
    LabSource source = TestLabs.small(LAB);
    TestLabs.up(source);
    LabAgent agent = new LabAgent(new StateDirectory(new LabName(LAB)));
    long pid = ((Condition.Running) agent.condition()).status().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> agent.condition() instanceof Condition.Dead);
    assertThatThrownBy(() -> endedUp(source, "starting the agent again", () -> {}))
        .isInstanceOf(CancelledException.class)
        .hasMessage(
            "lab %1$s is still up, but its agent is not repaired; netlab up %1$s".formatted(LAB));
    assertThat(TestLabs.up(source)).as("is repaired").isEqualTo(Up.Outcome.AGENT_RESTARTED);
    assertThat(run("left", "ping", "-c1", "-W5", "203.0.113.2")).contains(" 0% packet loss");
    assertThat(run("left", "ping", "-c1", "-W5", "10.9.0.2")).contains(" 0% packet loss");
  }

  /** An up that somebody ends as soon as it begins something. */
  private static void endedUp(LabSource source, String beginning, Runnable before) {
    Cancellation cancellation = new Cancellation();
    Progress ending =
        new Progress() {
          @Override
          public void begins(String what) {
            if (what.equals(beginning)) {
              before.run();
              cancellation.cancel();
            }
          }

          @Override
          public void awaits(Supplier<String> what) {}

          @Override
          public void done(String what) {}
        };
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      cancellation.call(() -> new Up(source).up(ending));
    }
  }

  @Test
  void anEndedUpSaysWhetherItIsUndone() throws Exception {
    LabSource source = TestLabs.small(LAB);
    assertThatThrownBy(() -> endedUp(source, "rulesets", () -> {}))
        .isInstanceOf(CancelledException.class)
        .hasMessage("lab " + LAB + " is undone and not up");
    StateDirectory state = new StateDirectory(new LabName(LAB));
    assertThat(state.exists()).isFalse();

    String folder = state.path().resolve("held").toString();
    try {
      // What is mounted in the lab's folder is not netlab's to remove.
      assertThatThrownBy(
              () ->
                  endedUp(
                      source,
                      "rulesets",
                      () -> host("mkdir " + folder + " && mount -t tmpfs none " + folder)))
          .isInstanceOf(CancelledException.class)
          .hasMessage("lab %1$s is not up; netlab down %1$s".formatted(LAB))
          .satisfies(
              ended ->
                  assertThat(ended.getSuppressed())
                      .singleElement()
                      .satisfies(second -> assertThat(second).hasMessageContaining(folder)));
    } finally {
      host("umount " + folder);
    }
  }

  private static void host(String line) {
    try {
      assertThat(new ProcessBuilder("sh", "-c", line).inheritIO().start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoppedAgentIsNoticedAndUpReplacesIt() throws Exception {
    LabSource source = TestLabs.small(LAB);
    TestLabs.up(source);
    StateDirectory state = new StateDirectory(new LabName(LAB));
    LabAgent agent = new LabAgent(state);
    long stopped = running(agent).status().pid();
    ProcessIdentity.of(stopped).orElseThrow().signal(SIGSTOP);
    LabAgent hasty = new LabAgent(state, Duration.ofMillis(300));
    assertThat(hasty.condition()).isInstanceOf(Condition.Silent.class);
    assertThatThrownBy(hasty::carried)
        .isInstanceOf(SilentAgentException.class)
        .hasMessageContaining("process " + stopped)
        .hasMessageContaining("netlab up " + LAB);
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      agent.replace();
    }
    assertThat(running(agent).status().pid()).isNotEqualTo(stopped);
    assertThat(ProcessIdentity.of(stopped)).isEmpty();
    assertThat(run("left", "ping", "-c1", "-W5", "10.9.0.2")).contains(" 0% packet loss");
  }

  private static Condition.Running running(LabAgent agent) {
    return (Condition.Running) agent.condition();
  }

  @Test
  void anAgentThatDiesWhileItIsAskedIsDead() throws Exception {
    TestLabs.up(TestLabs.small(LAB));
    StateDirectory state = new StateDirectory(new LabName(LAB));
    LabAgent agent = new LabAgent(state);
    long pid = ((Condition.Running) agent.condition()).status().pid();
    await().until(() -> TestLabs.agentSockets(LAB) == 1); // it listens, and nobody asks
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor()).isZero();
    Path stat = Path.of("/proc", pid + "/stat");
    await().until(() -> Files.readString(stat).contains(") T "));
    CompletableFuture<Condition> answer = CompletableFuture.supplyAsync(agent::condition);
    await().until(() -> TestLabs.agentSockets(LAB) > 1); // it has asked
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(Condition.Dead.class);
  }

  @Test
  void downAfterTheAgentWasKilledLeavesNothing() {
    HostSnapshot before = HostSnapshot.of(LAB);
    TestLabs.up(TestLabs.small(LAB));
    LabAgent agent = new LabAgent(new StateDirectory(new LabName(LAB)));
    long pid = ((Condition.Running) agent.condition()).status().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    TestLabs.down(LAB);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(HostSnapshot.of(LAB)).isEqualTo(before));
  }

  @Test
  void theSameLabRunsTwiceUnderTwoNames() throws Exception {
    TestLabs.up(TestLabs.small(LAB));
    TestLabs.up(TestLabs.small(OTHER));
    TestLabs.down(OTHER);
    assertThat(run("left", "ping", "-c1", "-W5", "10.9.0.2")).contains(" 0% packet loss");
  }

  @Test
  void aForeignNamespaceOfOurNameIsNotTouched() throws Exception {
    Process added = new ProcessBuilder("ip", "netns", "add", LAB + ".pod").start();
    assertThat(added.waitFor()).isZero();
    try {
      assertThatThrownBy(() -> TestLabs.up(TestLabs.small(LAB)))
          .isInstanceOf(LabStateException.class)
          .hasMessageContaining("--name");
      assertThat(new StateDirectory(new LabName(LAB)).exists()).isFalse();
      assertThat(Files.exists(Path.of("/run/netns", LAB + ".pod"))).isTrue();
    } finally {
      new ProcessBuilder("ip", "netns", "delete", LAB + ".pod").start().waitFor();
    }
  }

  @Test
  void whatTheKernelRefusesIsToldWithItsPlaceAndUndone() {
    HostSnapshot before = HostSnapshot.of(LAB);
    LabSource source = TestLabs.small(LAB);
    LabSource broken =
        new LabSource(
            Breakage.withSysctl(source.lab(), "net.ipv4.no_such_thing", "1"),
            source.file(),
            source.text());
    assertThatThrownBy(() -> TestLabs.up(broken))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("lab.yaml:")
        .hasMessageContaining("net.ipv4.no_such_thing");
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }

  private static List<JournalEntry> journal() {
    return new Journal(new StateDirectory(new LabName(LAB)).journal(), new LabName(LAB)).entries();
  }

  private static String run(String node, String... command) throws IOException {
    return TestLabs.run(LAB, node, command);
  }
}
