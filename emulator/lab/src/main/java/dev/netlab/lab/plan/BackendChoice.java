package dev.netlab.lab.plan;

import dev.netlab.lab.Backend;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import dev.netlab.lab.plan.Step.Carrier;
import java.util.Set;

/**
 * Decides who carries each tunnel.
 *
 * @param kernel what this machine's kernel has of the kinds that not every kernel has
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

  /** Who impairs links that are to be impaired. */
  Carrier impairing() {
    return kernel.contains(KernelFeature.NETEM) ? Carrier.KERNEL : Carrier.AGENT;
  }

  /**
   * Insists on the kernel's own device.
   *
   * @throws PlanException if it has none
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
