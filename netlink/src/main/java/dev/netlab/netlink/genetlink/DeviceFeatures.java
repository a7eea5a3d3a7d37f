package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The features of a network device, such as its offloads (FEATURES_GET and FEATURES_SET of
 * linux/ethtool_netlink.h), by the names that {@code ethtool -k} prints: {@code
 * tx-tcp-segmentation}.
 *
 * @param device its name in the socket's namespace
 * @param changeable those that can be switched on and off
 * @param wanted those of them that are switched on
 * @param active those that are in use: wanted or fixed, and with all that they need
 */
public record DeviceFeatures(
    String device, Set<String> changeable, Set<String> wanted, Set<String> active) {
  /** The name of the family to {@link GenericFamily#resolve}. */
  public static final String FAMILY = "ethtool";

  private static final int VERSION = 1;
  private static final int ETHTOOL_MSG_FEATURES_GET = 11;
  private static final int ETHTOOL_MSG_FEATURES_SET = 12;

  private static final int ETHTOOL_A_FEATURES_HEADER = 1;
  private static final int ETHTOOL_A_FEATURES_HW = 2;
  private static final int ETHTOOL_A_FEATURES_WANTED = 3;
  private static final int ETHTOOL_A_FEATURES_ACTIVE = 4;
  private static final int ETHTOOL_A_FEATURES_NOCHANGE = 5;

  private static final int ETHTOOL_A_HEADER_DEV_NAME = 2;
  private static final int ETHTOOL_A_HEADER_FLAGS = 3;
  private static final int ETHTOOL_FLAG_OMIT_REPLY = 2;

  private static final int ETHTOOL_A_BITSET_NOMASK = 1;
  private static final int ETHTOOL_A_BITSET_BITS = 3;
  private static final int ETHTOOL_A_BITSET_BITS_BIT = 1;
  private static final int ETHTOOL_A_BITSET_BIT_NAME = 2;
  private static final int ETHTOOL_A_BITSET_BIT_VALUE = 3;

  public DeviceFeatures {
    changeable = Set.copyOf(changeable);
    wanted = Set.copyOf(wanted);
    active = Set.copyOf(active);
  }

  /** Those of all devices of the socket's namespace. */
  public static List<DeviceFeatures> dump(NetlinkSocket socket, GenericFamily family) {
    MessageWriter writer =
        family
            .command(ETHTOOL_MSG_FEATURES_GET, VERSION)
            .nest(ETHTOOL_A_FEATURES_HEADER, header -> {});
    return socket.dump(new Request("list features of devices", writer.message())).stream()
        .map(DeviceFeatures::read)
        .toList();
  }

  static DeviceFeatures read(Message message) {
    Attributes all = message.attributes(GenericFamily.HEADER);
    Set<String> changeable = names(all.nest(ETHTOOL_A_FEATURES_HW));
    changeable.removeAll(names(all.nest(ETHTOOL_A_FEATURES_NOCHANGE)));
    return new DeviceFeatures(
        all.nest(ETHTOOL_A_FEATURES_HEADER).string(ETHTOOL_A_HEADER_DEV_NAME, ""),
        changeable,
        names(all.nest(ETHTOOL_A_FEATURES_WANTED)),
        names(all.nest(ETHTOOL_A_FEATURES_ACTIVE)));
  }

  /** With a mask, each bit of the mask is there and says its value; without, only those set are. */
  private static Set<String> names(Attributes bitset) {
    boolean masked = !bitset.has(ETHTOOL_A_BITSET_NOMASK);
    Set<String> names = new TreeSet<>();
    for (Attribute bit : bitset.nest(ETHTOOL_A_BITSET_BITS).all()) {
      Attributes content = bit.attributes();
      if (!masked || content.has(ETHTOOL_A_BITSET_BIT_VALUE)) {
        names.add(content.string(ETHTOOL_A_BITSET_BIT_NAME, ""));
      }
    }
    return names;
  }

  /**
   * Switches features on; the others stay as they are.
   *
   * @param features that are {@linkplain #changeable}; the kernel passes over others
   */
  public static Request on(GenericFamily family, String device, Collection<String> features) {
    return change("on", family, device, features, bit -> bit.flag(ETHTOOL_A_BITSET_BIT_VALUE));
  }

  /** Switches features off, as {@link #on} switches them on. */
  public static Request off(GenericFamily family, String device, Collection<String> features) {
    return change("off", family, device, features, bit -> bit);
  }

  private interface BitValue {
    MessageWriter write(MessageWriter bit);
  }

  private static Request change(
      String way, GenericFamily family, String device, Collection<String> features, BitValue to) {
    MessageWriter writer = family.command(ETHTOOL_MSG_FEATURES_SET, VERSION);
    writer.nest(
        ETHTOOL_A_FEATURES_HEADER,
        header ->
            header
                .string(ETHTOOL_A_HEADER_DEV_NAME, device)
                .u32(ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_OMIT_REPLY));
    writer.nest(
        ETHTOOL_A_FEATURES_WANTED,
        bitset ->
            bitset.nest(
                ETHTOOL_A_BITSET_BITS,
                bits ->
                    new TreeSet<>(features)
                        .forEach(
                            feature ->
                                bits.nest(
                                    ETHTOOL_A_BITSET_BITS_BIT,
                                    bit ->
                                        to.write(
                                            bit.string(ETHTOOL_A_BITSET_BIT_NAME, feature))))));
    return new Request(
        "switch features of %s %s: %s".formatted(device, way, String.join(" ", features)),
        writer.message());
  }
}
