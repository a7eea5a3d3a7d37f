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
 * Which kinds of link this kernel has, found by asking it for one in a namespace that is thrown
 * away: a version says little, since distributions leave modules out.
 */
public final class KernelFeatureProbe {
  private KernelFeatureProbe() {}

  /** Of the kinds that the lab could use, those that the kernel has. */
  public static Set<KernelFeature> wantedBy(Lab lab) {
    return has(KernelFeature.wantedBy(lab));
  }

  /**
   * Of these kinds, those that the kernel has.
   *
   * @throws MachineException if there is something to ask and the process is not root's
   */
  public static Set<KernelFeature> has(Set<KernelFeature> asked) {
    if (!asked.isEmpty()) {
      Root.require("asking the kernel whether it has " + asked);
    }
    // For what it lacks a kernel has modprobe look, which takes its time.
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
