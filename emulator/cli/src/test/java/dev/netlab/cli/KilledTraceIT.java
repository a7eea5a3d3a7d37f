package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.LabAgent.Condition.Running;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.capture.TestPair;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.LabFeatures;
import dev.netlab.insight.trace.TraceOptions;
import dev.netlab.insight.trace.Tracer;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.tracefs.TraceOwner;
import dev.netlab.netlink.tracefs.Tracefs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever ends a trace: nothing of it stays in the lab. */
class KilledTraceIT {
  private static final String LAB = "nlt-exact-end";
  private static final String[] PING = {"ping", "-i", "0.2", "192.0.2.2"};

  /** Sockets of an agent that nobody talks to. */
  private static final long LISTENING = 1;

  private static final int ENDED_BY_SIGINT = 128 + 2;

  private final LabSource source = TestLabs.small(LAB);

  private static RunningLab running() {
    return RunningLab.of(new StateDirectory(new LabName(LAB)));
  }

  @BeforeEach
  void bringUp() {
    TestLabs.up(source);
  }

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @Test
  void afterSigkillTheNextTracePutsEverythingBack() throws Exception {
    LabFeatures before = LabFeatures.of(running());
    await().until(() -> TestLabs.agentSockets(LAB), now -> now == LISTENING);
    List<ProcessHandle> commands;
    try (TraceProgram trace =
        TraceProgram.start(
            LAB, "left", "--exact", "--", "sh", "-c", "echo started; exec sleep 1000")) {
      trace.awaitPrinted("started");
      commands = trace.process().descendants().toList();
      assertThat(commands).hasSize(1);
      assertThat(LabFeatures.of(running()).haveSegmentation()).isFalse();
      assertThat(Files.getPosixFilePermissions(running().state().offloads()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(inLeft("nft list tables")).contains("netlab-trace-");
      assertThat(inLeft("tail -n +2 /proc/net/packet")).isNotEmpty();
      assertThat(TestLabs.agentSockets(LAB)).as("one observes").isGreaterThan(LISTENING);
      trace.signal("KILL");
      trace.process().waitFor();
    }
    await().until(() -> commands.stream().noneMatch(ProcessHandle::isAlive));
    await().until(() -> inLeft("nft list tables").contains("netlab-trace-"), is -> !is);
    assertThat(inLeft("tail -n +2 /proc/net/packet")).isEmpty();
    await().until(() -> TestLabs.agentSockets(LAB), now -> now == LISTENING);
    assertThat(instances()).as("what only another process can take away").hasSize(1);
    assertThat(running().state().offloads()).exists();

    Tracer.trace(
        running(), TraceOptions.of("left", List.of("true")), OutputStream.nullOutputStream());
    assertThat(LabFeatures.of(running())).isEqualTo(before);
    assertThat(running().state().offloads()).doesNotExist();
    assertThat(instances()).isEmpty();
  }

  @Test
  void afterSigkillDownEndsWhatTheCommandHadStarted() throws Exception {
    List<ProcessHandle> commands;
    try (TraceProgram trace =
        TraceProgram.start(LAB, "left", "--", "sh", "-c", "sleep 1000 & echo started; wait")) {
      trace.awaitPrinted("started");
      commands = trace.process().descendants().toList();
      assertThat(commands).hasSize(2);
      trace.signal("KILL");
      trace.process().waitFor();
    }
    await().until(() -> commands.stream().filter(ProcessHandle::isAlive).count() == 1);
    TestLabs.down(LAB);
    await().until(() -> commands.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(instances()).isEmpty();
  }

  /** Its devices were heard until then, and no longer. */
  @Test
  void anAgentThatDiesMeanwhileIsAGap() {
    Running agent = (Running) running().agent().condition();
    String line = "kill -KILL %d; ping -c 1 192.0.2.2".formatted(agent.status().pid());
    Trace trace =
        Tracer.trace(
            running(),
            TraceOptions.of("left", List.of("sh", "-c", line)),
            OutputStream.nullOutputStream());
    assertThat(trace.gaps()).singleElement().asString().contains("the agent told of tunnels only");
    assertThat(trace.conversations()).isNotEmpty();
  }

  @Test
  void whatWasSeenUntilSigintIsTold() throws Exception {
    LabFeatures before = LabFeatures.of(running());
    try (TraceProgram trace = TraceProgram.start(LAB, ping("--exact"))) {
      awaitTwoAnswers(trace);
      trace.signal("INT");
      assertThat(trace.rest())
          .contains("ping statistics", "note: it was interrupted", "delivered at right:eth0");
      assertThat(trace.process().waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }
    assertThat(LabFeatures.of(running())).isEqualTo(before);
    assertThat(instances()).isEmpty();
  }

  @Test
  void twoTracesAtOnceTellTheirOwn() throws Exception {
    LabFeatures before = LabFeatures.of(running());
    try (TraceProgram one = TraceProgram.start(LAB, ping("--exact"));
        TraceProgram other =
            TraceProgram.start(LAB, "right", "--exact", "--", "ping", "-i", "0.2", "192.0.2.1")) {
      awaitTwoAnswers(one);
      awaitTwoAnswers(other);
      one.signal("INT");
      assertThat(one.rest()).contains("packet 1, request: 192.0.2.1 > 192.0.2.2 icmp", "=> deliv");
      assertThat(LabFeatures.of(running()).haveSegmentation())
          .as("the other needs it so")
          .isFalse();
      other.signal("INT");
      assertThat(other.rest()).contains("packet 1, request: 192.0.2.2 > 192.0.2.1 icmp");
      assertThat(one.process().waitFor()).isEqualTo(ENDED_BY_SIGINT);
      assertThat(other.process().waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }
    assertThat(LabFeatures.of(running())).isEqualTo(before);
  }

  private static String[] ping(String option) {
    return Stream.concat(Stream.of("left", option, "--"), Stream.of(PING)).toArray(String[]::new);
  }

  private static void awaitTwoAnswers(TraceProgram ping) throws IOException {
    ping.awaitPrinted("bytes from");
    ping.awaitPrinted("bytes from");
  }

  private static String inLeft(String line) {
    try (Namespace left = running().open("left")) {
      return TestPair.sh(left, line);
    }
  }

  private static List<TraceOwner> instances() {
    try (Tracefs tracefs = Tracefs.open()) {
      return tracefs.owners().stream().filter(owner -> owner.lab().equals(LAB)).toList();
    }
  }
}
