package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.ProtocolPorts;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A range of addresses with ports of one protocol, and the line that permits them. */
record AddressPortRange(AddressRange addresses, ProtocolPorts ports, Origin origin) {
  /** Stands for every protocol and port where only addresses matter. */
  static final ProtocolPorts ANY_PORT = new ProtocolPorts(Protocol.TCP, new PortRange(0, 65535));

  /**
   * The same addresses and ports as ranges that do not overlap; the kernel rejects overlapping
   * ones.
   */
  static List<AddressPortRange> disjoint(List<AddressPortRange> boxes) {
    Map<Protocol, List<AddressPortRange>> byProtocol = new EnumMap<>(Protocol.class);
    for (AddressPortRange box : boxes) {
      byProtocol.computeIfAbsent(box.ports.protocol(), _ -> new ArrayList<>()).add(box);
    }
    return byProtocol.values().stream().flatMap(own -> sweep(own).stream()).toList();
  }

  /**
   * Sweeps from the lowest address to the highest; between two boundaries the set of active ranges
   * is constant.
   */
  private static List<AddressPortRange> sweep(List<AddressPortRange> boxes) {
    List<AddressPortRange> ascending =
        boxes.stream().sorted(Comparator.comparing(box -> box.addresses.first())).toList();
    TreeSet<IpAddress> starts = new TreeSet<>();
    IpAddress last = ascending.getFirst().addresses.last();
    for (AddressPortRange box : ascending) {
      starts.add(box.addresses.first());
      last = last.compareTo(box.addresses.last()) < 0 ? box.addresses.last() : last;
    }
    for (AddressPortRange box : ascending) {
      if (!box.addresses.last().equals(last)) {
        starts.add(box.addresses.last().next());
      }
    }
    List<AddressPortRange> done = new ArrayList<>();
    List<AddressPortRange> open =
        new ArrayList<>(); // the active ranges of the previous stretch, which may continue
    List<AddressPortRange> active = new ArrayList<>();
    int next = 0;
    for (IpAddress start : starts) {
      IpAddress following = starts.higher(start);
      IpAddress end = following == null ? last : following.previous();
      while (next < ascending.size() && ascending.get(next).addresses.first().equals(start)) {
        active.add(ascending.get(next++));
      }
      active.removeIf(box -> box.addresses.last().compareTo(start) < 0);
      List<AddressPortRange> stretch = united(new AddressRange(start, end), active);
      if (continues(open, stretch)) {
        open.replaceAll(box -> box.upTo(end));
      } else {
        done.addAll(open);
        open = new ArrayList<>(stretch);
      }
    }
    done.addAll(open);
    return done;
  }

  private static List<AddressPortRange> united(
      AddressRange addresses, List<AddressPortRange> active) {
    List<AddressPortRange> united = new ArrayList<>();
    for (PortRange range :
        PortRange.unite(active.stream().map(box -> box.ports.ports()).toList())) {
      AddressPortRange first =
          active.stream()
              .filter(box -> box.ports.ports().contains(range.first()))
              .findFirst()
              .orElseThrow();
      united.add(
          new AddressPortRange(
              addresses, new ProtocolPorts(first.ports.protocol(), range), first.origin));
    }
    return united;
  }

  private static boolean continues(List<AddressPortRange> before, List<AddressPortRange> after) {
    if (before.isEmpty() || before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).ports.equals(after.get(i).ports)
          || !before.get(i).origin.equals(after.get(i).origin)) {
        return false;
      }
    }
    return true;
  }

  private AddressPortRange upTo(IpAddress last) {
    return new AddressPortRange(new AddressRange(addresses.first(), last), ports, origin);
  }
}
