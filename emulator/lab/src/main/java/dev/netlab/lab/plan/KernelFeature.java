package dev.netlab.lab.plan;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Backend;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Features that not every kernel supports: kinds of interface, named as in {@code ip link add
 * type}; netem, named as in {@code tc qdisc add}; and features of bridges, named as in {@code ip
 * link add type bridge}.
 */
public enum KernelFeature {
  DUMMY,
  GENEVE,
  NETEM,
  /** CONFIG_BRIDGE_VLAN_FILTERING. */
  VLAN_FILTERING,
  WIREGUARD;

  /** The name in {@code ip} or {@code tc}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The features that a lab could use. */
  public static Set<KernelFeature> wantedBy(Lab lab) {
    Set<KernelFeature> wanted = EnumSet.noneOf(KernelFeature.class);
    for (Node node : lab.nodes()) {
      for (Interface i : node.interfaces()) {
        of(node, i).ifPresent(wanted::add);
        i.impair().ifPresent(_ -> wanted.add(NETEM));
      }
    }
    return wanted;
  }

  private static Optional<KernelFeature> of(Node node, Interface i) {
    return switch (i.attachment()) {
      case Attachment.Geneve _ -> Optional.of(GENEVE);
      case Attachment.WireGuard w ->
          w.backend() == Backend.USERSPACE ? Optional.empty() : Optional.of(WIREGUARD);
      case Attachment.Dummy _ -> Optional.of(DUMMY);
      case Attachment.BridgeDevice bridge ->
          needsVlans(node, i, bridge) ? Optional.of(VLAN_FILTERING) : Optional.empty();
      case Attachment.NetworkPort _,
          Attachment.Tap _,
          Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.Vxlan _ ->
          Optional.empty();
    };
  }

  /** Whether a bridge filters VLANs, or an FDB entry of one of its ports names a VLAN. */
  static boolean needsVlans(Node node, Interface i, Attachment.BridgeDevice bridge) {
    return bridge.vlanFiltering().orElse(false)
        || node.fdb().stream()
            .map(Written::value)
            .filter(entry -> entry.holder() == FdbEntry.Holder.MASTER && entry.vlan() != 0)
            .flatMap(entry -> node.interfaceNamed(entry.dev()).stream())
            .anyMatch(port -> port.master().equals(Optional.of(i.name())));
  }
}
