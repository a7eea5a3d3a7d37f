package dev.netlab.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers that belong to one packet of an encapsulation: either Ethernet to transport and
 * payload, or a tunnel header alone. A frame through GENEVE has three levels: outer packet, tunnel,
 * inner packet.
 *
 * @param layers outermost first
 */
public record EncapLevel(List<Layer> layers) {
  public EncapLevel {
    layers = List.copyOf(layers);
  }

  /** The first layer of the given kind. */
  public <T extends Layer> Optional<T> find(Class<T> kind) {
    return layers.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  static List<EncapLevel> of(List<Layer> layers) {
    List<EncapLevel> levels = new ArrayList<>();
    List<Layer> open = new ArrayList<>();
    for (Layer layer : layers) {
      boolean starts =
          switch (layer) {
            case TunnelHeader t -> true;
            case Ethernet e -> true;
            case Ip ip -> open.stream().anyMatch(Ip.class::isInstance);
            case Vlan v -> false;
            case Arp a -> false;
            case Icmp i -> false;
            case Icmpv6 i -> false;
            case Transport t -> false;
            case Payload p -> false;
            case Malformed m -> false;
          };
      boolean afterTunnel = !open.isEmpty() && open.getLast() instanceof TunnelHeader;
      if ((starts || afterTunnel) && !open.isEmpty()) {
        levels.add(new EncapLevel(open));
        open.clear();
      }
      open.add(layer);
    }
    if (!open.isEmpty()) {
      levels.add(new EncapLevel(open));
    }
    return List.copyOf(levels);
  }
}
