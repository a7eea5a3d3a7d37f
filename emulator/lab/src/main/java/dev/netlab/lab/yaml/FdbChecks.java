package dev.netlab.lab.yaml;

import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.FdbEntry.Holder;
import dev.netlab.netlink.rtnetlink.FdbEntry.Lasting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds FDB entries that their interface rejects. */
final class FdbChecks {
  /** A bridge's ports are in this VLAN only, because a lab file names no other. */
  private static final int DEFAULT_VLAN = 1;

  private final Node node;
  private final Problems problems;
  private final Map<Key, First> first = new HashMap<>();

  private record Key(String dev, MacAddress station) {}

  private record First(Holder holder, Location at) {}

  private FdbChecks(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  static void check(Node node, Problems problems) {
    FdbChecks checks = new FdbChecks(node, problems);
    node.fdb().forEach(checks::check);
  }

  private void check(Written<FdbEntry> written) {
    FdbEntry entry = written.value();
    Optional<Interface> found = node.interfaceNamed(entry.dev());
    Optional<String> wrong =
        found.isEmpty()
            ? Optional.of("'%s' has no FDB; write a bridge port or a VXLAN".formatted(entry.dev()))
            : switch (entry.holder()) {
              case MASTER -> wrongWithMaster(entry, found.orElseThrow());
              case SELF -> wrongWithSelf(entry, found.orElseThrow());
            };
    wrong
        .or(() -> there(entry, written.at()))
        .ifPresent(message -> problems.add(written.at(), message));
  }

  private static Optional<String> wrongWithMaster(FdbEntry entry, Interface port) {
    if (port.master().isEmpty()) {
      return Optional.of(
          "'%s' is not a port of a bridge of this node; add master: to it, or write self in place of master"
              .formatted(port.name()));
    }
    if (entry.station().bits() == 0) {
      return Optional.of("a bridge keeps no all-zero MAC address; write the station's");
    }
    if (entry.vlan() > DEFAULT_VLAN) {
      return Optional.of(
          "'%s' is in VLAN %d alone, since a lab file names no other; remove vlan %d"
              .formatted(port.name(), DEFAULT_VLAN, entry.vlan()));
    }
    return Optional.empty();
  }

  private static Optional<String> wrongWithSelf(FdbEntry entry, Interface i) {
    return switch (i.attachment()) {
      case Attachment.Vxlan vxlan -> wrongWithVxlan(entry, vxlan);
      case Attachment.WireGuard _ ->
          Optional.of("'%s' is not an Ethernet device and has no FDB".formatted(i.name()));
      case Attachment.NetworkPort _,
          Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.BridgeDevice _,
          Attachment.Geneve _,
          Attachment.Tap _,
          Attachment.Dummy _ -> {
        String holder = i.master().isPresent() ? "; for its bridge's add master" : "";
        if (entry.lasting() != Lasting.PERMANENT) {
          yield Optional.of(
              "an entry of '%s' itself lasts: remove static or dynamic%s"
                  .formatted(i.name(), holder));
        }
        yield entry.vlan() != 0 && !(i.attachment() instanceof Attachment.BridgeDevice)
            ? Optional.of(
                "an entry of '%s' itself has no VLAN; remove vlan%s".formatted(i.name(), holder))
            : Optional.empty();
      }
    };
  }

  private static Optional<String> wrongWithVxlan(FdbEntry entry, Attachment.Vxlan vxlan) {
    InetAddress destination = entry.destination();
    if (destination == null) {
      return Optional.of(
          "'%s' does not say where to; add dst and the remote's address".formatted(entry.dev()));
    }
    boolean ipv6 =
        vxlan.remote().or(vxlan::local).filter(Inet6Address.class::isInstance).isPresent();
    return ipv6 == (destination instanceof Inet6Address)
        ? Optional.empty()
        : Optional.of(
            "'%s' is a tunnel over %s, as its local and remote are; write a dst of that"
                .formatted(entry.dev(), ipv6 ? "IPv6" : "IPv4"));
  }

  /**
   * All entries of a bridge are in one table, whether they belong to its ports or to the bridge
   * itself. An entry for a group address may have several destinations.
   */
  private Optional<String> there(FdbEntry entry, Location at) {
    if (entry.isOneOfMany()) {
      return Optional.empty();
    }
    boolean ofPort = entry.holder() == Holder.MASTER;
    String table =
        ofPort
            ? node.interfaceNamed(entry.dev()).flatMap(Interface::master).orElseThrow()
            : entry.dev();
    First before =
        first.putIfAbsent(new Key(table, entry.station()), new First(entry.holder(), at));
    // An entry of a port replaces the entry of another port, which may have been learned.
    return before == null || (ofPort && before.holder() == Holder.MASTER)
        ? Optional.empty()
        : Optional.of(
            "'%s' has an entry of %s already (line %d); remove one of the two"
                .formatted(table, entry.station(), before.at().line()));
  }
}
