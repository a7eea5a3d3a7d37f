package dev.netlab.insight.facts;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.lab.Fact;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Scenario;
import dev.netlab.netlink.netns.Namespace;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the facts of a lab that is up. */
public final class LabCheck implements AutoCloseable {
  private final Lab lab;
  private final Kernels kernels;
  private final Recorder recorder;
  private final Commands commands;
  private final Traces traces;
  private final UserspaceDevices devices;

  /**
   * @param namespaces by node and network, the caller's to close
   * @param recorder records all of them; the caller's to close
   */
  public LabCheck(
      Lab lab,
      Map<String, Namespace> namespaces,
      Recorder recorder,
      Commands commands,
      Traces traces,
      UserspaceDevices devices) {
    this.lab = lab;
    this.kernels = new Kernels(Map.copyOf(namespaces));
    this.recorder = recorder;
    this.commands = commands;
    this.traces = traces;
    this.devices = devices;
  }

  /** Runs the scenario and checks its facts, in the file's order; hands over each as it comes. */
  public void run(Scenario scenario, Consumer<FactResult> checked) {
    try (TcpListeners _ = TcpListeners.start(scenario.listeners(), kernels)) {
      Evidence evidence =
          Evidence.gather(scenario, recorder, SiteTunnelPorts.of(lab), commands, kernels);
      FactCheck check = new FactCheck(evidence, kernels, commands, traces, devices);
      for (Fact fact : scenario.facts()) {
        FactResult result = check.check(scenario, fact);
        Cancellation.current().check(); // it may have come from what was cut short
        checked.accept(result);
      }
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
