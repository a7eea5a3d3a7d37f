package dev.netlab.insight.facts;

import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.Recording;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.lab.Condition;
import dev.netlab.lab.Scenario;
import dev.netlab.lab.ScenarioCommand;
import dev.netlab.netlink.netfilter.Conntrack;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.packet.TunnelPorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a scenario after it ran.
 *
 * @param outputs of its commands, in order
 * @param connections by node, those that were tracked meanwhile and those that still are
 */
record Evidence(
    Recording recording,
    List<Commands.Output> outputs,
    Map<String, List<ConntrackEntry>> connections,
    TunnelPorts ports) {
  Evidence {
    outputs = List.copyOf(outputs);
    connections = Map.copyOf(connections);
  }

  /**
   * Runs the scenario's commands.
   *
   * @param recorder records the lab
   */
  static Evidence gather(
      Scenario scenario, Recorder recorder, TunnelPorts ports, Commands commands, Kernels kernels) {
    List<Commands.Output> outputs = new ArrayList<>();
    recorder.take(); // of what was before
    Recording recording;
    try (PacketTracing.Started _ = kernels.trace(traced(scenario))) {
      for (ScenarioCommand run : scenario.runs()) {
        outputs.add(commands.run(run));
      }
      recorder.awaitRest();
      recording = recorder.take();
    }
    return new Evidence(recording, outputs, connections(scenario, recording, kernels), ports);
  }

  /** Where a condition asks which hooks and rules packets met. */
  private static List<String> traced(Scenario scenario) {
    return conditions(scenario).stream()
        .flatMap(condition -> traced(condition).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> traced(Condition condition) {
    if (condition instanceof Condition.NftRule rule && rule.matched().isPresent()) {
      return Optional.of(rule.node());
    }
    return condition instanceof Condition.Hooks hooks
        ? Optional.of(hooks.node())
        : Optional.empty();
  }

  private static Map<String, List<ConntrackEntry>> connections(
      Scenario scenario, Recording recording, Kernels kernels) {
    Map<String, List<ConntrackEntry>> connections = new LinkedHashMap<>();
    for (Condition condition : conditions(scenario)) {
      if (condition instanceof Condition.Conntrack conntrack) {
        connections.computeIfAbsent(conntrack.node(), node -> tracked(node, recording, kernels));
      }
    }
    return connections;
  }

  private static List<ConntrackEntry> tracked(String node, Recording recording, Kernels kernels) {
    List<ConntrackEntry> entries =
        new ArrayList<>(recording.connections().getOrDefault(node, List.of()));
    try (Conntrack conntrack = Conntrack.open(kernels.namespace(node))) {
      entries.addAll(conntrack.list());
    }
    return entries;
  }

  private static List<Condition> conditions(Scenario scenario) {
    return scenario.facts().stream().flatMap(fact -> fact.conditions().stream()).toList();
  }
}
