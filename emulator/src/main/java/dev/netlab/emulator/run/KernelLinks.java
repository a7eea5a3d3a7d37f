package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.Attachment;
import dev.netlab.emulator.lab.Interface;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.plan.LinkType;
import dev.netlab.netlink.route.LinkProbe;
import dev.netlab.netlink.route.Qdisc;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which kinds of link this kernel has, found by asking it for one in a namespace that is thrown
 * away: a version says little, since distributions leave modules out.
 */
public final class KernelLinks {
  private KernelLinks() {}

  /** Of the kinds that the lab could use, those that the kernel has. */
  public static Set<LinkType> wantedBy(Lab lab) {
    Set<LinkType> wanted = EnumSet.noneOf(LinkType.class);
    lab.nodes().stream()
        .flatMap(node -> node.interfaces().stream())
        .forEach(
            i -> {
              type(i).ifPresent(wanted::add);
              i.impair().ifPresent(_ -> wanted.add(LinkType.NETEM));
            });
    return has(wanted);
  }

  /**
   * Of these kinds, those that the kernel has.
   *
   * @throws MachineException if there is something to ask and the process is not root's
   */
  public static Set<LinkType> has(Set<LinkType> asked) {
    if (!asked.isEmpty()) {
      Root.demand("asking the kernel whether it has " + asked);
    }
    Set<LinkType> had = EnumSet.noneOf(LinkType.class);
    asked.stream().filter(KernelLinks::has).forEach(had::add);
    return had;
  }

  private static boolean has(LinkType type) {
    return switch (type) {
      case NETEM -> Qdisc.hasNetem();
      case DUMMY, GENEVE, WIREGUARD -> LinkProbe.supports(type.word());
    };
  }

  private static Optional<LinkType> type(Interface i) {
    return switch (i.attachment()) {
      case Attachment.Geneve _ -> Optional.of(LinkType.GENEVE);
      case Attachment.WireGuard w ->
          switch (w.backend()) {
            case USERSPACE -> Optional.empty();
            case AUTO, KERNEL -> Optional.of(LinkType.WIREGUARD);
          };
      case Attachment.Dummy _ -> Optional.of(LinkType.DUMMY);
      case Attachment.NetworkPort _,
          Attachment.Tap _,
          Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.BridgeDevice _,
          Attachment.Vxlan _ ->
          Optional.empty();
    };
  }
}
