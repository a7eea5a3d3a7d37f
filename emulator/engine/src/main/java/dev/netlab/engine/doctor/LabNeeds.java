package dev.netlab.engine.doctor;

import dev.netlab.engine.doctor.Finding.State;
import dev.netlab.engine.preflight.BridgeNetfilter;
import dev.netlab.engine.preflight.KernelFeatureProbe;
import dev.netlab.lab.Lab;
import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.lab.plan.PlanException;
import dev.netlab.lab.plan.Planner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The kernel features and programs that one lab needs. */
public final class LabNeeds {
  private LabNeeds() {}

  /**
   * The requirements without which the lab cannot come up: each kernel feature, then each program.
   */
  public static List<Finding> examine(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    Set<KernelFeature> wanted = KernelFeature.wantedBy(lab);
    findings.addAll(kernel(lab, wanted, KernelFeatureProbe.has(wanted)));
    BridgeNetfilter.without(lab)
        .map(
            words ->
                BridgeNetfilter.isThere()
                    ? new Finding(of(lab, "br_netfilter"), State.GOOD, "the kernel has it now")
                    : new Finding(of(lab, "br_netfilter"), State.MISSING, words))
        .ifPresent(findings::add);
    findings.addAll(LabPackages.examine(lab));
    return findings;
  }

  /** A lab requires a feature if it cannot be planned without it. */
  static List<Finding> kernel(Lab lab, Set<KernelFeature> wanted, Set<KernelFeature> had) {
    List<Finding> findings = new ArrayList<>();
    for (KernelFeature type : wanted) {
      try {
        Planner.plan(lab, EnumSet.complementOf(EnumSet.of(type)));
      } catch (PlanException e) {
        boolean there = had.contains(type);
        findings.add(
            new Finding(
                of(lab, "the kernel's " + type.word()),
                there ? State.GOOD : State.MISSING,
                there ? "the kernel has it" : String.valueOf(e.getMessage())));
      }
    }
    return findings;
  }

  private static String of(Lab lab, String what) {
    return lab.name() + ": " + what;
  }
}
