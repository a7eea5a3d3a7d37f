package dev.netlab.lab.plan;

import dev.netlab.lab.Container;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Lab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders the containers of a lab: each follows those in its {@code after}; otherwise the file's
 * order is kept.
 */
final class ContainerOrder {
  private final Map<ContainerName, Container> all = new LinkedHashMap<>();
  private final Set<ContainerName> ordered = new LinkedHashSet<>();

  private ContainerOrder() {}

  static List<Step.StartContainer> of(Lab lab) {
    ContainerOrder order = new ContainerOrder();
    lab.nodes()
        .forEach(
            node ->
                node.containers()
                    .forEach(c -> order.all.put(new ContainerName(node.name(), c.name()), c)));
    List<Step.StartContainer> steps = new ArrayList<>();
    order.all.keySet().forEach(order::add);
    for (ContainerName name : order.ordered) {
      Container container = order.container(name);
      steps.add(new Step.StartContainer(name.node(), container, container.at()));
    }
    return steps;
  }

  /** Recursion ends, because the reader has rejected cycles. */
  private void add(ContainerName name) {
    if (!ordered.contains(name)) {
      container(name).after().forEach(before -> add(before.value()));
      ordered.add(name);
    }
  }

  private Container container(ContainerName name) {
    Container container = all.get(name);
    if (container == null) {
      throw new IllegalArgumentException("no such container: " + name);
    }
    return container;
  }
}
