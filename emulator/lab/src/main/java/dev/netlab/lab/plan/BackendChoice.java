package dev.netlab.lab.plan;

import dev.netlab.lab.Backend;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import dev.netlab.lab.plan.Step.Carrier;
import java.util.Set;

/**
 * Chooses the backend of each tunnel.
 *
 * @param kernel the optional features that the kernel of this machine supports
 */
record BackendChoice(Set<KernelFeature> kernel) {
  Carrier choose(Node node, Interface i, KernelFeature type, Backend backend) {
    return switch (backend) {
      case USERSPACE -> Carrier.AGENT;
      case AUTO -> kernel.contains(type) ? Carrier.KERNEL : Carrier.AGENT;
      case KERNEL -> {
        require(node, i, type);
        yield Carrier.KERNEL;
      }
    };
  }

  /** The backend for impaired links. */
  Carrier impairing() {
    return kernel.contains(KernelFeature.NETEM) ? Carrier.KERNEL : Carrier.AGENT;
  }

  /**
   * Requires the kernel's device.
   *
   * @throws PlanException if the kernel does not support it
   */
  void require(Node node, Interface i, KernelFeature type) {
    if (!kernel.contains(type)) {
      throw new PlanException(
          "%s: %s:%s %s"
              .formatted(
                  i.at().inFull(),
                  node.name(),
                  i.name(),
                  switch (type) {
                    case VLAN_FILTERING ->
                        "needs a bridge with VLANs, and this kernel was built without them"
                            + " (CONFIG_BRIDGE_VLAN_FILTERING); remove vlan-filtering and the VLANs"
                            + " of fdb, or use another kernel";
                    case DUMMY ->
                        lacks(type, "use a bridge without ports in its place, or load the module");
                    case NETEM, GENEVE, WIREGUARD ->
                        lacks(type, "leave `backend: kernel` out, or load the module");
                  }));
    }
  }

  private static String lacks(KernelFeature type, String instead) {
    return "wants the kernel's %s device and this kernel has none; %s"
        .formatted(type.word(), instead);
  }
}
