package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.agent.DeviceJson;
import dev.netlab.engine.container.ContainerJson;
import dev.netlab.engine.lifecycle.StepVariants.Variant;
import dev.netlab.engine.links.GeneveArguments;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.Device;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.ShellScript;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.socket.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A step is said in several languages: as netlink bytes, to the agent as JSON, and as shell
 * commands. Each field of each kind of step, changed, must change what is done and what the shell
 * says. No kernel is asked.
 */
class StepSpellingsTest {
  private static final LabName LAB = new LabName("nlt-steps");

  private static final Set<Class<?>> NEVER_PLANNED =
      Set.of(LinkKind.Unknown.class, LinkKind.Ifb.class, LinkKind.Vlan.class, LinkKind.Veth.class);

  /** Fields that the shell does not say, or says elsewhere. */
  private static final Map<String, String> NOT_IN_SHELL =
      Map.ofEntries(
          Map.entry("AddLink:Tap LinkSettings.index", "ip(8) cannot say it"),
          Map.entry("AddLink:Tun LinkSettings.index", "ip(8) cannot say it"),
          Map.entry("AttachGeneve Geneve.backend", "decided by the plan"),
          Map.entry("ConfigureWireGuard:AGENT WireGuard.backend", "decided by the plan"),
          Map.entry("ConfigureWireGuard:KERNEL WireGuard.backend", "decided by the plan"),
          Map.entry("AttachWire Netem.seed", "without netlab the dice are the kernel's own"),
          Map.entry("SetLink LinkSettings.index", "it was made with it"),
          Map.entry("SetLink LinkSettings.mac", "the shell's wire is a veth, made with it"),
          Map.entry("SetLink LinkSettings.mtu", "the shell's wire is a veth, made with it"),
          Map.entry("StartContainer Container.after", "the plan's order"),
          Map.entry("StartContainer ContainerName.node", "the plan's order"),
          Map.entry("StartContainer ContainerName.container", "the plan's order"),
          Map.entry("StartContainer Container.restart", "nothing supervises them"));

  /** Fields that what is done does not depend on. */
  private static final Map<String, String> NOT_DONE =
      Map.ofEntries(
          Map.entry("AddAddress Address.dev", "the step names the interface"),
          Map.entry("AttachGeneve Geneve.backend", "decided by the plan"),
          Map.entry("ConfigureWireGuard:AGENT WireGuard.backend", "decided by the plan"),
          Map.entry("ConfigureWireGuard:KERNEL WireGuard.backend", "decided by the plan"),
          Map.entry("SetLink LinkSettings.index", "it was made with it"));

  @Test
  void everyFieldOfEveryStepIsDoneAndSaidInShell() {
    Set<String> fields = new TreeSet<>();
    Set<String> said = new TreeSet<>();
    Set<String> done = new TreeSet<>();
    StepVariants variants = new StepVariants();
    for (Step step : samples()) {
      String shell = shell(step);
      String work = done(step);
      for (Variant variant : variants.of(step)) {
        fields.add(variant.field());
        if (!shell(variant.step()).equals(shell)) {
          said.add(variant.field());
        }
        if (!done(variant.step()).equals(work)) {
          done.add(variant.field());
        }
      }
    }
    assertThat(without(fields, said)).as("not in shell").isEqualTo(NOT_IN_SHELL.keySet());
    assertThat(without(fields, done)).as("not done").isEqualTo(NOT_DONE.keySet());
    assertThat(variants.neverSet()).isEmpty();
    assertThat(variants.kinds()).containsAll(StepVariants.kindsOf(Step.class));
    assertThat(variants.kinds()).containsAll(StepVariants.kindsOf(Device.class));
    Set<Class<?>> links = new LinkedHashSet<>(StepVariants.kindsOf(LinkKind.class));
    links.removeAll(NEVER_PLANNED);
    assertThat(variants.kinds()).containsAll(links);
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  @Test
  void saysOfAUserspaceTunnelWhatTheAgentIsTold() {
    Plan plan = new Plan(LAB, PlanSamples.ours());
    List<GeneveTunnel> told =
        plan.steps(Step.AttachGeneve.class).stream()
            .map(step -> ShellScript.lines(plan, step).getFirst())
            .map(line -> line.substring(line.indexOf(" id ") + 1).split(" "))
            .map(words -> GeneveArguments.parse(List.of(words)))
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(
            plan.steps(Step.AttachGeneve.class).stream()
                .map(step -> AgentDevices.tunnel(step.geneve()))
                .toList());
  }

  private static List<Step> samples() {
    return Stream.of(PlanSamples.anywhere(), PlanSamples.optional(), PlanSamples.ours())
        .flatMap(List::stream)
        .map(StepVariants::reworded)
        .toList();
  }

  /** The script of a plan with that step alone, without its head. */
  private static String shell(Step step) {
    String script = ShellScript.of(new Plan(LAB, List.of(step)));
    return script.substring(script.indexOf("\n# "));
  }

  private static String done(Step step) {
    return step.node() + ": " + inNode(step);
  }

  private static String inNode(Step step) {
    StateDirectory state = new StateDirectory(LAB);
    Plan plan = new Plan(LAB, around(step));
    TunnelKeys keys = TunnelKeys.of(plan);
    AgentDevices devices = new AgentDevices(plan, state, keys);
    return switch (step) {
      case Step.MakeNamespace namespace -> new TreeMap<>(namespace.sysctls()).toString();
      case Step.AddLink link -> StepRequests.tunTaps(link) + requests(plan, link);
      case Step.SetLink _,
          Step.Impair _,
          Step.SetBridgePort _,
          Step.AddAddress _,
          Step.AddRoute _,
          Step.AddRule _,
          Step.AddNeighbour _,
          Step.AddFdb _ ->
          requests(plan, step);
      case Step.StartSpanningTree tree ->
          tree.ports() + bytes(List.of(Bridge.startSpanningTree(tree.device())));
      case Step.SetSysctl sysctl -> sysctl.key() + "=" + sysctl.value();
      case Step.LoadRuleset rules -> rules.ruleset();
      case Step.WriteFile file -> file.name() + ": " + file.text();
      case Step.ConfigureWireGuard tunnel ->
          switch (tunnel.carrier()) {
            case KERNEL ->
                bytes(
                    new KernelWireGuard(keys)
                        .device(tunnel)
                        .replace(new GenericFamily("wireguard", 30)));
            case AGENT -> DeviceJson.write(List.of(devices.of(tunnel)));
          };
      case Step.AttachGeneve geneve -> DeviceJson.write(List.of(devices.of(geneve)));
      case Step.AttachWire wire -> DeviceJson.write(List.of(devices.of(wire)));
      case Step.StartContainer container -> {
        ContainerSpecs specs = new ContainerSpecs(plan, state);
        yield specs.files(container) + ContainerJson.write(List.of(specs.of(container)));
      }
    };
  }

  /** The step among others, so that there are all interfaces and keys that it may name. */
  private static List<Step> around(Step step) {
    List<Step> steps = new ArrayList<>(List.of(step));
    for (Step.AddLink link : StepVariants.links()) {
      if (!(step instanceof Step.AddLink)) {
        steps.add(link);
      }
    }
    StepVariants.tunnels().stream()
        .filter(
            tunnel ->
                !(step instanceof Step.ConfigureWireGuard own
                    && own.node().equals(tunnel.node())
                    && own.device().equals(tunnel.device())))
        .forEach(steps::add);
    return steps;
  }

  private static String requests(Plan plan, Step step) {
    List<Step> known = new ArrayList<>(StepVariants.links());
    known.addAll(plan.steps());
    try (Namespace one = Namespace.current();
        Namespace other = Namespace.current()) {
      return bytes(
          new StepRequests(
                  new Plan(LAB, known),
                  node -> node.equals(StepVariants.NODES.get(0)) ? one : other)
              .of(step));
    }
  }

  private static String bytes(List<Request> requests) {
    StringBuilder text = new StringBuilder();
    for (Request request : requests) {
      ByteBuffer body = request.message().body();
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      text.append(request.message().type())
          .append(' ')
          .append(request.message().flags())
          .append(' ')
          .append(HexFormat.of().formatHex(bytes))
          .append('\n');
    }
    return text.toString();
  }
}
