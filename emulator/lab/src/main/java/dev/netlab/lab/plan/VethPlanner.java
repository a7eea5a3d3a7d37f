package dev.netlab.lab.plan;

import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.plan.Step.Carrier;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Netem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Plans links between two interfaces: veths, which netem impairs if the kernel supports it;
 * otherwise impaired links are emulated in userspace.
 */
final class VethPlanner {
  private final Lab lab;
  private final BackendChoice carriers;

  /** One end of a link, with what the lab file states about it. */
  record End(String node, String device, Optional<Netem> impair) {
    static End of(Node node, Interface i) {
      return new End(node.name(), i.name(), i.impair());
    }
  }

  VethPlanner(Lab lab, BackendChoice carriers) {
    this.lab = lab;
    this.carriers = carriers;
  }

  boolean isWire(End near, End far) {
    return (near.impair.isPresent() || far.impair.isPresent())
        && carriers.impairing() == Carrier.AGENT;
  }

  Device device(End near, End far, LinkSettings peer) {
    return isWire(near, far) ? new Device.Wire(far.node, peer) : new Device.Veth(far.node, peer);
  }

  /** The steps that impair the link, once it is created. */
  List<Step> impairments(End near, End far, Location at) {
    if (isWire(near, far)) {
      return List.of(
          new Step.AttachWire(
              near.node, near.device, seeded(near), far.node, far.device, seeded(far), at));
    }
    List<Step> steps = new ArrayList<>();
    for (End end : List.of(near, far)) {
      end.impair
          .filter(netem -> !netem.isNone())
          .ifPresent(netem -> steps.add(new Step.Impair(end.node, end.device, netem, at)));
    }
    return steps;
  }

  /** A lab uses the same random numbers in each run, and different ones for each interface. */
  private Netem seeded(End end) {
    Netem netem = end.impair.orElse(Netem.NONE);
    if (netem.seed().isPresent()) {
      return netem;
    }
    return netem.withSeed(OptionalLong.of(seed(lab.name().text(), end.node, end.device)));
  }

  static long seed(String lab, String node, String device) {
    CRC32 hash = new CRC32();
    hash.update((lab + " " + node + ":" + device).getBytes(StandardCharsets.UTF_8));
    return hash.getValue();
  }
}
