package dev.netlab.lab.plan;

import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.Step.AttachGeneve;
import dev.netlab.lab.plan.Step.AttachWire;
import dev.netlab.lab.plan.Step.Carrier;
import dev.netlab.lab.plan.Step.ConfigureWireGuard;
import dev.netlab.lab.plan.Step.StartContainer;
import java.util.List;

/**
 * Everything that must be done to create a lab, in order.
 *
 * @param lab the name of the lab
 */
public record Plan(LabName lab, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The steps of one type. */
  public <S extends Step> List<S> steps(Class<S> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whether part of the lab exists only while a process of netlab runs. */
  public boolean needsAgent() {
    return steps.stream()
        .anyMatch(
            step ->
                step instanceof AttachGeneve
                    || step instanceof AttachWire
                    || step instanceof StartContainer
                    || (step instanceof ConfigureWireGuard w && w.carrier() == Carrier.AGENT));
  }

  /** The name of a node's namespace, under {@code /run/netns}. */
  public String namespace(String node) {
    return lab + "." + node;
  }
}
