package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Attachment;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Scenario;
import dev.netlab.emulator.packet.TunnelPorts;
import dev.netlab.netlink.namespace.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the facts of a lab that is up. */
public final class LabCheck {
  private final Lab lab;
  private final Map<String, Namespace> namespaces;
  private final Commands commands;
  private final UserspaceDevices devices;

  /**
   * @param namespaces by node and network, the caller's to close
   */
  public LabCheck(
      Lab lab, Map<String, Namespace> namespaces, Commands commands, UserspaceDevices devices) {
    this.lab = lab;
    this.namespaces = Map.copyOf(namespaces);
    this.commands = commands;
    this.devices = devices;
  }

  /** Runs the scenario and checks its facts, in the file's order. */
  public List<FactResult> run(Scenario scenario) {
    try (Kernels kernels = new Kernels(namespaces)) {
      Evidence evidence =
          Evidence.gather(scenario, namespaces, tunnelPorts(lab), commands, kernels);
      FactCheck check = new FactCheck(evidence, kernels, commands, devices);
      List<FactResult> results = new ArrayList<>();
      scenario.facts().forEach(fact -> results.add(check.check(scenario, fact)));
      return results;
    }
  }

  /** The ports of the lab's own tunnels, beside the assigned ones. */
  public static TunnelPorts tunnelPorts(Lab lab) {
    Set<Integer> geneve = new HashSet<>(TunnelPorts.ASSIGNED.geneve());
    Set<Integer> vxlan = new HashSet<>(TunnelPorts.ASSIGNED.vxlan());
    lab.nodes().stream()
        .flatMap(node -> node.interfaces().stream())
        .forEach(
            each -> {
              if (each.attachment() instanceof Attachment.Geneve tunnel) {
                geneve.add(tunnel.port());
              } else if (each.attachment() instanceof Attachment.Vxlan tunnel) {
                vxlan.add(tunnel.port());
              }
            });
    return new TunnelPorts(geneve, vxlan);
  }
}
