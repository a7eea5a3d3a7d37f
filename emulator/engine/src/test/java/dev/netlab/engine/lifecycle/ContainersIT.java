package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.container.ContainerStatus;
import dev.netlab.engine.container.ContainerStatus.Phase;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersIT {
  private static final String LAB = "nlt-containers";
  private static final String DYING = "nlt-dying";
  private static final ContainerName WEB = new ContainerName("pod", "web");
  private static final ContainerName TOOLS = new ContainerName("pod", "tools");
  private static final int SIGKILL_STATUS = 137;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
    TestLabs.down(DYING);
  }

  private static RunningLab lab() {
    return RunningLab.of(new StateDirectory(new LabName(LAB)));
  }

  private static Process start(String place, String command) throws IOException {
    return new ProcessBuilder(lab().command(place, List.of("/bin/sh", "-c", command)))
        .redirectErrorStream(true)
        .start();
  }

  private static String print(String place, String command) throws IOException {
    return new String(
        start(place, command).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void kill(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
  }

  private static long pid(ContainerName name) {
    return lab().containers().status(name).pid().orElseThrow();
  }

  @Test
  void shareTheNodesNetworkAndNothingElse() throws Exception {
    HostSnapshot before = HostSnapshot.of(LAB);
    TestLabs.up(TestLabs.of("/run/containers.yaml", LAB));

    assertThat(print("pod/tools", "ps -e -o pid=,args=").strip())
        .startsWith("1 sleep 1000")
        .doesNotContain("python");
    assertThat(print("pod/web", "ps -e -o pid=,args=").strip())
        .startsWith("1 python3")
        .doesNotContain("sleep");
    assertThat(print("pod/tools", "ls -A /tmp")).isEmpty();
    assertThat(print("pod/tools", "stat -c %a /etc/lab/secret; cat /etc/lab/secret"))
        .isEqualTo("600\nx\n");
    assertThat(print("pod/tools", get())).isEqualTo("Hello World\n");
    assertThat(print("pod", get())).as("in the node").isEqualTo("Hello World\n");
    assertThat(print("pod/web", "uname -n; getent hosts www.example"))
        .startsWith("pod\n192.0.2.80");
    assertThat(print("other_pod/idle", "uname -n")).isEqualTo("other_pod\n");
    assertThat(print("pod/tools", "echo x >/etc/nlt-written && cat /etc/nlt-written"))
        .isEqualTo("x\n");
    assertThat(Path.of("/etc/nlt-written")).doesNotExist();
    assertThat(lab().containers().log(WEB).last(1).getFirst()).contains("GET /hello.txt");

    commandsEndAsTheyEnd();
    commandsNeedNoCgroups();

    TestLabs.down(LAB);
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }

  private static void commandsEndAsTheyEnd() throws Exception {
    assertThat(start("pod/tools", "exit 7").waitFor()).isEqualTo(7);
    assertThat(start("pod/tools", "kill -9 $$").waitFor()).isEqualTo(SIGKILL_STATUS);
    Process command =
        start("pod/tools", "trap 'echo heard; exit 5' TERM; echo go; while :; do sleep 0.05; done");
    assertThat(command.inputReader().readLine()).isEqualTo("go");
    command.toHandle().destroy();
    assertThat(command.inputReader().readLine()).isEqualTo("heard");
    assertThat(command.waitFor()).isEqualTo(5);
  }

  /** A bare machine's have no limit. */
  private static void commandsNeedNoCgroups() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
    command.addAll(List.of("umount -R -l /sys/fs/cgroup; exec \"$@\"", "sh"));
    command.addAll(lab().command("pod/tools", List.of("uname", "-n")));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(program.inputReader().lines()).containsExactly("pod");
  }

  private static String get() {
    return "python3 -c 'import urllib.request as u; "
        + "print(u.urlopen(\"http://127.0.0.1:8080/hello.txt\").read().decode(), end=\"\")'";
  }

  @Test
  void deathsAreRepaired() throws Exception {
    TestLabs.up(TestLabs.of("/run/containers.yaml", LAB));
    kill(pid(WEB));
    await()
        .untilAsserted(
            () -> {
              ContainerStatus web = lab().containers().status(WEB);
              assertThat(web.phase()).isEqualTo(Phase.READY);
              assertThat(web.restarts()).isEqualTo(1);
              assertThat(web.exit()).hasValue(SIGKILL_STATUS);
            });
    kill(pid(TOOLS));
    await().until(() -> lab().containers().status(TOOLS).phase() == Phase.ENDED);
    assertThat(TestLabs.up(TestLabs.of("/run/containers.yaml", LAB)))
        .isEqualTo(Up.Outcome.CONTAINERS_STARTED);
    assertThat(lab().containers().status(TOOLS).phase()).isEqualTo(Phase.READY);

    // As daemons do: a session of its own, another user, its parent gone.
    print(
        "pod/web",
        "setsid setpriv --reuid 65534 --clear-groups sleep 1000 </dev/null >/tmp/x 2>&1 &");
    List<Long> all = inside(pid(WEB), pid(TOOLS));
    assertThat(all).hasSizeGreaterThan(2);
    Condition.Running agent = (Condition.Running) lab().agent().condition();
    kill(agent.status().pid());
    await("they die with the agent")
        .atMost(Duration.ofSeconds(5))
        .until(() -> all.stream().noneMatch(pid -> Files.exists(Path.of("/proc/" + pid))));
    assertThat(lab().agent().condition()).isInstanceOf(Condition.Dead.class);
    assertThat(TestLabs.up(TestLabs.of("/run/containers.yaml", LAB)))
        .isEqualTo(Up.Outcome.AGENT_RESTARTED);
    assertThat(lab().containers().status())
        .extracting(ContainerStatus::phase)
        .containsOnly(Phase.READY);
  }

  /** The processes of the containers that have these as PID 1. */
  private static List<Long> inside(Long... inits) {
    List<Path> namespaces = Arrays.stream(inits).map(ContainersIT::pidNamespace).toList();
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> namespaces.contains(pidNamespace(pid)))
        .toList();
  }

  private static Path pidNamespace(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid"));
    } catch (IOException ended) {
      return Path.of("");
    }
  }

  @Test
  void aCommandThatIsNotFoundIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(
        file,
        "name: nlt-dying\n"
            + "nodes: {n: {containers: {c: {command: nlt-nosuch --flag, ready: {tcp: 1}}}}}");
    assertThatExceptionOfType(AgentException.class)
        .isThrownBy(() -> TestLabs.up(TestLabs.source(file, LabReader.read(file))))
        .withMessageStartingWith(
            "container n/c ended before it was ready, exit status 127 (a command was not found);")
        .withMessageContaining("nlt-nosuch: not found");
  }

  @Test
  void oneThatDiesBeforeItIsReadyUndoesAll() {
    HostSnapshot before = HostSnapshot.of(DYING);
    assertThatExceptionOfType(AgentException.class)
        .isThrownBy(() -> TestLabs.up(TestLabs.of("/run/dying.yaml", DYING)))
        .withMessage(
            "container pod/dying ended before it was ready, exit status 3; its last words:\n"
                + "  first\n  last");
    assertThat(HostSnapshot.of(DYING)).isEqualTo(before);
  }
}
