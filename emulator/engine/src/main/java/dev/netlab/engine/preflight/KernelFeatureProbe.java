package dev.netlab.engine.preflight;

import dev.netlab.engine.state.MachineException;
import dev.netlab.engine.state.Root;
import dev.netlab.lab.Lab;
import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.netlink.rtnetlink.LinkProbe;
import dev.netlab.netlink.rtnetlink.Qdisc;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which kinds of link this kernel supports by creating one of each in a temporary
 * namespace. The kernel's version says little, since distributions leave modules out.
 */
public final class KernelFeatureProbe {
  private KernelFeatureProbe() {}

  /** The kinds that the lab could use and the kernel supports. */
  public static Set<KernelFeature> wantedBy(Lab lab) {
    return has(KernelFeature.wantedBy(lab));
  }

  /**
   * Those of the given kinds that the kernel supports.
   *
   * @throws MachineException if there is something to check and the process does not run as root
   */
  public static Set<KernelFeature> has(Set<KernelFeature> asked) {
    if (!asked.isEmpty()) {
      Root.require("asking the kernel whether it has " + asked);
    }
    // For a missing feature, the kernel runs modprobe, which takes time.
    return asked.parallelStream()
        .filter(KernelFeatureProbe::has)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean has(KernelFeature type) {
    return switch (type) {
      case NETEM -> Qdisc.hasNetem();
      case VLAN_FILTERING -> LinkProbe.supportsVlanFiltering();
      case DUMMY, GENEVE, WIREGUARD -> LinkProbe.supports(type.word());
    };
  }
}
