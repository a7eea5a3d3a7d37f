package dev.netlab.emulator.check;

import dev.netlab.emulator.capture.LabTunnelPorts;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Scenario;
import dev.netlab.netlink.namespace.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the facts of a lab that is up. */
public final class LabCheck {
  private final Lab lab;
  private final Map<String, Namespace> namespaces;
  private final Commands commands;
  private final Traces traces;
  private final UserspaceDevices devices;

  /**
   * @param namespaces by node and network, the caller's to close
   */
  public LabCheck(
      Lab lab,
      Map<String, Namespace> namespaces,
      Commands commands,
      Traces traces,
      UserspaceDevices devices) {
    this.lab = lab;
    this.namespaces = Map.copyOf(namespaces);
    this.commands = commands;
    this.traces = traces;
    this.devices = devices;
  }

  /** Runs the scenario and checks its facts, in the file's order. */
  public List<FactResult> run(Scenario scenario) {
    try (Kernels kernels = new Kernels(namespaces);
        Listening _ = Listening.start(scenario.listeners(), kernels)) {
      Evidence evidence =
          Evidence.gather(scenario, namespaces, LabTunnelPorts.of(lab), commands, kernels);
      FactCheck check = new FactCheck(evidence, kernels, commands, traces, devices);
      List<FactResult> results = new ArrayList<>();
      scenario.facts().forEach(fact -> results.add(check.check(scenario, fact)));
      return results;
    }
  }
}
