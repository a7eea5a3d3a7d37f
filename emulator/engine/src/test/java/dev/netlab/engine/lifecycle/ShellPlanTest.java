package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.links.GeneveArguments;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.ShellScript;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.rtnetlink.LinkKind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples that a plan's script is compared by, and what of it needs no kernel. */
class ShellPlanTest {
  /** No step makes these. */
  private static final Set<Class<?>> NEVER =
      Set.of(LinkKind.Unknown.class, LinkKind.Ifb.class, LinkKind.Vlan.class, LinkKind.Veth.class);

  /** A kind of step or a field that is new must be added to the samples, and so be compared. */
  @Test
  void everyKindOfStepIsAmongTheSamplesWithEveryFieldAtSeveralValues() throws Exception {
    List<Step> all =
        Stream.of(PlanSamples.anywhere(), PlanSamples.optional(), PlanSamples.ours())
            .flatMap(List::stream)
            .toList();
    Map<String, Set<Object>> seen = new TreeMap<>();
    Set<Class<?>> kinds = new LinkedHashSet<>();
    for (Step step : all) {
      walk(step, seen, kinds);
    }
    assertThat(kinds).containsAll(List.of(Step.class.getPermittedSubclasses()));
    for (Class<?> kind : List.copyOf(kinds)) {
      for (Class<?> parent : kind.getInterfaces()) {
        // An attachment is the lab file's: the plan makes a device of it.
        if (parent.isSealed() && parent != Attachment.class) {
          Set<Class<?>> children = new LinkedHashSet<>(List.of(parent.getPermittedSubclasses()));
          children.removeAll(NEVER);
          assertThat(kinds).as(parent.getName()).containsAll(children);
        }
      }
    }
    List<String> lacking = new ArrayList<>();
    seen.forEach(
        (field, values) -> {
          Object any = values.iterator().next();
          int least =
              any instanceof Enum<?> e ? e.getDeclaringClass().getEnumConstants().length : 2;
          boolean place = field.matches(".*\\.(node|at|peerNode)");
          if (values.size() < (place || ONCE.contains(field) ? 1 : least)) {
            lacking.add(field + " has only " + values);
          }
        });
    assertThat(lacking).isEmpty();
  }

  /** What a sample of one value says enough of, or the script's own file decides. */
  private static final Set<String> ONCE =
      Set.of(
          "StartSpanningTree.device",
          "StartSpanningTree.ports",
          "Impair.device",
          "Impair.netem",
          "AttachWire.device",
          "AttachWire.peerDevice",
          "AttachWire.netem",
          "AttachWire.peerNetem",
          "Netem.jitter",
          "Netem.loss",
          "Netem.rate",
          "Netem.limit",
          "Netem.duplicate",
          "Netem.reorder",
          "Netem.seed",
          "LoadRuleset.ruleset",
          "StartContainer.container",
          "Wire.peer",
          "WireGuard.backend",
          "WireGuardPeer.identity",
          "PublicKey.key",
          "Tunnel.interfaceName");

  private static void walk(Object value, Map<String, Set<Object>> seen, Set<Class<?>> kinds)
      throws ReflectiveOperationException {
    Class<?> type = value.getClass();
    kinds.add(type);
    for (RecordComponent component : type.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Object field = component.getAccessor().invoke(value);
      String name = type.getSimpleName() + "." + component.getName();
      seen.computeIfAbsent(name, _ -> new LinkedHashSet<>())
          .add(field == null ? Optional.empty() : field);
      List<Object> inner = new ArrayList<>();
      if (field instanceof Optional<?> optional) {
        optional.ifPresent(inner::add);
      } else if (field instanceof List<?> list) {
        inner.addAll(list);
      } else if (field != null) {
        inner.add(field);
      }
      for (Object each : inner) {
        boolean ours = each instanceof Record && isOfTheScript(each.getClass());
        if (ours) {
          walk(each, seen, kinds);
        }
      }
    }
  }

  /** Containers and their fields are told by a script of their own. */
  private static boolean isOfTheScript(Class<?> type) {
    String name = type.getName();
    return name.contains(".plan.")
        || (name.contains(".rtnetlink.") && !name.endsWith("Probability"))
        || name.contains("Attachment$")
        || name.contains("WireGuardPeer");
  }

  @Test
  void saysOfAUserspaceTunnelWhatTheAgentIsTold() {
    Plan plan = new Plan(new LabName("nlt-steps"), PlanSamples.ours());
    List<GeneveTunnel> told =
        plan.steps(Step.AttachGeneve.class).stream()
            .map(step -> ShellScript.lines(plan, step).getFirst())
            .map(line -> line.substring(line.indexOf(" id ") + 1).split(" "))
            .map(words -> GeneveArguments.parse(List.of(words)))
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(
            plan.steps(Step.AttachGeneve.class).stream()
                .map(step -> UserspaceTunnels.tunnel(step.geneve()))
                .toList());
  }
}
