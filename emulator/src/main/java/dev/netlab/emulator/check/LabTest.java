package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Scenario;
import dev.netlab.emulator.run.LabStateException;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.trace.watch.Offloads;
import dev.netlab.netlink.namespace.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a lab that is up against its facts. */
public final class LabTest {
  private LabTest() {}

  /**
   * Runs scenarios one after the other.
   *
   * @param only one scenario's name; empty for all
   */
  public static List<FactResult> run(Lab lab, RunningLab running, Optional<String> only) {
    List<Scenario> scenarios = chosen(lab, only);
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    try {
      running.nodes().forEach(node -> namespaces.put(node, running.open(node)));
      Offloads.putBackAbandoned(running.state(), namespaces);
      LabCheck check =
          new LabCheck(
              lab,
              namespaces,
              new NodeCommands(running),
              new NodeTraces(lab, running),
              new AgentDevices(running));
      List<FactResult> results = new ArrayList<>();
      scenarios.forEach(scenario -> results.addAll(check.run(scenario)));
      return results;
    } finally {
      namespaces.values().forEach(Namespace::close);
    }
  }

  private static List<Scenario> chosen(Lab lab, Optional<String> only) {
    if (only.isEmpty()) {
      return lab.scenarios();
    }
    List<Scenario> chosen =
        lab.scenarios().stream().filter(s -> s.name().equals(only.get())).toList();
    if (chosen.isEmpty()) {
      throw new LabStateException(
          "lab %s has no scenario %s; it has %s"
              .formatted(
                  lab.name(),
                  only.get(),
                  lab.scenarios().stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
