package dev.netlab.lab.yaml;

import dev.netlab.lab.Container;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Located;
import dev.netlab.lab.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rejects containers that wait for each other or for themselves. */
final class ContainerCycles {
  private final Map<ContainerName, List<Located<ContainerName>>> after = new LinkedHashMap<>();
  private final Set<ContainerName> done = new HashSet<>();
  private final List<ContainerName> way = new ArrayList<>();
  private final Problems problems;

  private ContainerCycles(Problems problems) {
    this.problems = problems;
  }

  static void check(List<Node> nodes, Problems problems) {
    ContainerCycles circles = new ContainerCycles(problems);
    for (Node node : nodes) {
      for (Container container : node.containers()) {
        circles.after.put(new ContainerName(node.name(), container.name()), container.after());
      }
    }
    circles.after.keySet().forEach(circles::walk);
  }

  private void walk(ContainerName container) {
    if (!done.add(container)) {
      return;
    }
    way.add(container);
    for (Located<ContainerName> before : after.getOrDefault(container, List.of())) {
      int at = way.indexOf(before.value());
      if (at >= 0) {
        problems.add(
            before.at(),
            "%s waits for itself: %s; remove one after:"
                .formatted(
                    before.value(),
                    way.subList(at, way.size()).stream()
                        .map(name -> name + " after ")
                        .collect(Collectors.joining("", "", before.value().toString()))));
      } else {
        walk(before.value());
      }
    }
    way.removeLast();
  }
}
