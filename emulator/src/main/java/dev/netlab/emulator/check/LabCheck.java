package dev.netlab.emulator.check;

import dev.netlab.emulator.capture.LabTunnelPorts;
import dev.netlab.emulator.lab.Fact;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Scenario;
import dev.netlab.emulator.process.Cancellation;
import dev.netlab.netlink.namespace.Namespace;
import java.util.Map;
import java.util.function.Consumer;

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

  /** Runs the scenario and checks its facts, in the file's order; hands over each as it comes. */
  public void run(Scenario scenario, Consumer<FactResult> checked) {
    try (Kernels kernels = new Kernels(namespaces);
        Listening _ = Listening.start(scenario.listeners(), kernels);
        Closing closing = new Closing()) {
      Evidence evidence =
          Evidence.gather(scenario, namespaces, LabTunnelPorts.of(lab), commands, kernels, closing);
      FactCheck check = new FactCheck(evidence, kernels, commands, traces, devices);
      for (Fact fact : scenario.facts()) {
        FactResult result = check.check(scenario, fact);
        Cancellation.current().check(); // it may have come from what was cut short
        checked.accept(result);
      }
    }
  }
}
