package dev.netlab.emulator.plan;

import dev.netlab.emulator.lab.Backend;
import dev.netlab.emulator.lab.Interface;
import dev.netlab.emulator.lab.Node;
import dev.netlab.emulator.plan.Step.Carrier;
import java.util.Set;

/**
 * Decides who carries each tunnel.
 *
 * @param kernel what this machine's kernel has of the kinds that not every kernel has
 */
record Carriers(Set<LinkType> kernel) {
  Carrier choose(Node node, Interface i, LinkType type, Backend backend) {
    return switch (backend) {
      case USERSPACE -> Carrier.AGENT;
      case AUTO -> kernel.contains(type) ? Carrier.KERNEL : Carrier.AGENT;
      case KERNEL -> {
        demand(node, i, type);
        yield Carrier.KERNEL;
      }
    };
  }

  /** Who impairs links that are to be impaired. */
  Carrier impairing() {
    return kernel.contains(LinkType.NETEM) ? Carrier.KERNEL : Carrier.AGENT;
  }

  /**
   * Insists on the kernel's own device.
   *
   * @throws PlanException if it has none
   */
  void demand(Node node, Interface i, LinkType type) {
    if (!kernel.contains(type)) {
      String instead =
          switch (type) {
            case DUMMY -> "use a bridge without ports in its place";
            case NETEM, GENEVE, WIREGUARD -> "leave `backend: kernel` out";
          };
      throw new PlanException(
          "%s: %s:%s wants the kernel's %s device and this kernel has none; %s, or load the module"
              .formatted(i.at().inFull(), node.name(), i.name(), type.word(), instead));
    }
  }
}
