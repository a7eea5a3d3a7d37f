package dev.netlab.netlink.tun;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kind of device to open: {@code TunOptions.tun("wg0").with(Feature.VNET_HEADER)}.
 *
 * @param name up to 15 bytes; with {@code "tap%d"} the kernel chooses the number, with an empty
 *     name the whole name
 * @param index the interface index of a new device, 0 for the kernel's choice
 */
public record TunOptions(String name, int index, Layer layer, Set<Feature> features) {
  /** {@code IFNAMSIZ} without its terminating zero. */
  private static final int NAME_BYTES = 15;

  /** What a read or a write transfers. */
  public enum Layer {
    /** IP packets ({@code IFF_TUN}). */
    TUN(0x0001),
    /** Ethernet frames without FCS ({@code IFF_TAP}). */
    TAP(0x0002);

    final int flag;

    Layer(int flag) {
      this.flag = flag;
    }
  }

  /** Flags of {@code TUNSETIFF}. */
  public enum Feature {
    /** A {@link VirtioNetHeader} before each packet, required for offloads. */
    VNET_HEADER(0x4000),
    /** Rejects an existing device instead of attaching to it ({@code IFF_TUN_EXCL}). */
    EXCLUSIVE(0x8000),
    /** Several descriptors can be opened for one device, each of them a queue. */
    MULTI_QUEUE(0x0100),
    /** The device starts without a carrier; see {@link TunDevice#carrier}. */
    NO_CARRIER(0x0040),
    /** The device remains when the descriptor is closed ({@code TUNSETPERSIST}). */
    PERSISTENT(0);

    final int flag;

    Feature(int flag) {
      this.flag = flag;
    }
  }

  public TunOptions {
    if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
      throw new IllegalArgumentException(
          "interface name '" + name + "' is longer than the " + NAME_BYTES + " bytes allowed");
    }
    features = Set.copyOf(features);
  }

  public static TunOptions tun(String name) {
    return new TunOptions(name, 0, Layer.TUN, Set.of());
  }

  public static TunOptions tap(String name) {
    return new TunOptions(name, 0, Layer.TAP, Set.of());
  }

  public TunOptions with(Feature feature) {
    Set<Feature> more = EnumSet.of(feature);
    more.addAll(features);
    return new TunOptions(name, index, layer, more);
  }

  public TunOptions withIndex(int number) {
    return new TunOptions(name, number, layer, features);
  }

  /** The {@code ifr_flags} for {@code TUNSETIFF}, always without protocol information. */
  int flags() {
    int noProtocolInformation = 0x1000;
    return features.stream()
        .mapToInt(feature -> feature.flag)
        .reduce(layer.flag | noProtocolInformation, (a, b) -> a | b);
  }
}
