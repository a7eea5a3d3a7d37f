package dev.netlab.engine.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.ShellScript;
import dev.netlab.lab.plan.Step;
import dev.netlab.lab.plan.Sysctls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan's script makes what {@code up} makes of the same steps. */
class ShellPlanIT {
  private static final LabName UP = new LabName("nlt-steps-up");
  private static final LabName SCRIPT = new LabName("nlt-steps-sh");

  @TempDir private Path folder = Path.of("");

  @Test
  void makesWhatUpMakes() throws Exception {
    compare(PlanSamples.anywhere());
  }

  /** Of the devices that kernels may lack. */
  @Tag("guest")
  @Test
  void makesWhatUpMakesOfOptionalDevices() throws Exception {
    compare(PlanSamples.optional());
  }

  private void compare(List<Step> samples) throws IOException, InterruptedException {
    Plan byUp = plan(UP, samples);
    Plan byScript = plan(SCRIPT, samples);
    Path script = folder.resolve("lab.sh");
    Files.writeString(script, ShellScript.of(byScript));
    StateDirectory state = new StateDirectory(UP);
    try {
      state.create();
      try (Build build =
          new Build(
              byUp,
              state,
              new Journal(state.journal(), UP),
              new LabAgent(state),
              Progress.SILENT)) {
        build.run();
      }
      Ran ran = run("sh", script.toString());
      assertThat(ran.text()).isEmpty();
      assertThat(ran.status()).isZero();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(differences(state(byUp), state(byScript))).isEmpty());
      for (Step.WriteFile file : byUp.steps(Step.WriteFile.class)) {
        Path written = Path.of("/etc/netns", byScript.namespace(file.node()), file.name());
        assertThat(written)
            .hasContent(file.text())
            .satisfies(f -> assertThat(Files.readString(f)).isEqualTo(file.text()));
      }
      assertThat(secrets()).allMatch(mode -> mode.equals("600"));
    } finally {
      Down.down(state);
      Ran down = run("sh", script.toString(), "down");
      assertThat(down.text()).isEmpty();
      assertThat(down.status()).isZero();
    }
    assertThat(Path.of("/run/netlab-shell")).doesNotExist();
    assertThat(run("ip", "netns", "list").text()).doesNotContain("nlt-steps");
  }

  /** The lines that one has and the other has not; ip(8)'s order is not said. */
  private static List<String> differences(Map<String, String> up, Map<String, String> script) {
    List<String> differences = new ArrayList<>();
    up.forEach(
        (question, answer) -> {
          List<String> more = new ArrayList<>(answer.lines().toList());
          List<String> less = new ArrayList<>(script.getOrDefault(question, "").lines().toList());
          answer.lines().filter(less::remove).forEach(more::remove);
          more.forEach(line -> differences.add(question + ": only up has " + line));
          less.forEach(line -> differences.add(question + ": only the script has " + line));
        });
    return differences;
  }

  private static Plan plan(LabName name, List<Step> samples) {
    return new Plan(name, samples.stream().sorted(Comparator.comparing(Step::phase)).toList());
  }

  private static List<String> secrets() throws IOException, InterruptedException {
    return run("find", "/run/netlab-shell", "-type", "f", "-printf", "%m\n")
        .text()
        .lines()
        .toList();
  }

  /** Asked by one shell for each namespace, as a guest that is emulated starts programs slowly. */
  private static final String QUESTIONS =
      """
      while read -r question; do
        echo "== $question"
        $question 2>&1 </dev/null
      done <<'END'
      ip -d link show
      ip address show
      ip route show table all
      ip -6 route show table all
      ip rule show
      ip -6 rule show
      ip neigh show nud permanent
      ip neigh show proxy
      bridge fdb show
      bridge vlan show
      tc qdisc show
      nft list ruleset
      wg show all dump
      END
      echo "== sysctls"
      grep . /dev/null "$@"
      """;

  /** What a lab's namespaces have, by what was asked, without what differs from run to run. */
  private static Map<String, String> state(Plan plan) throws IOException, InterruptedException {
    Map<String, String> state = new LinkedHashMap<>();
    for (Step.MakeNamespace made : plan.steps(Step.MakeNamespace.class)) {
      Stream<String> sysctls =
          Stream.concat(
                  made.sysctls().keySet().stream(),
                  plan.steps(Step.SetSysctl.class).stream()
                      .filter(step -> step.node().equals(made.node()))
                      .map(Step.SetSysctl::key))
              .map(Sysctls::file);
      List<String> command =
          Stream.of(
                  Stream.of("ip", "netns", "exec", plan.namespace(made.node())),
                  Stream.of("sh", "-c", QUESTIONS, "sh"),
                  sysctls)
              .flatMap(words -> words)
              .toList();
      String question = "";
      for (String line : run(command.toArray(String[]::new)).text().lines().toList()) {
        if (line.startsWith("== ")) {
          question = made.node() + line.replace("== ", ": ");
        } else {
          state.merge(question, alike(line), (all, next) -> all + "\n" + next);
        }
      }
      assertThat(state).containsKey(made.node() + ": ip -d link show");
    }
    return state;
  }

  /**
   * ip(8) cannot choose a TAP's index, nor tc(8) want the kernel to count handles alike; timers
   * run, and carriers come when they come.
   */
  private static String alike(String text) {
    return text.replaceAll("^[0-9]+: t#", "N: t#")
        .replaceAll("(qdisc \\w+) [0-9a-f]+:", "$1")
        .replaceAll("@if[0-9]+|link-netns(id)? \\S+", "")
        .replaceAll(
            "(hello|tcn|topology_change|gc|message_age|forward_delay|hold)_timer +[0-9.]+", "")
        .replaceAll("topology_change(_detected)? [01]", "")
        .replaceAll("NO-CARRIER,?|,?LOWER_UP|,?M-DOWN", "")
        .replaceAll("\\bstate \\w+|\\btentative\\b|\\blinkdown\\b|\\bdadfailed\\b", "")
        .replaceAll(" +", " ");
  }

  private record Ran(int status, String text) {}

  private static Ran run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), text);
  }
}
