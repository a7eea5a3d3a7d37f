package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;

/**
 * How a bridge treats one of its ports (IFLA_BRPORT_* of if_link.h).
 *
 * @param learning whether stations are learnt from received frames
 * @param flood whether frames to unknown stations are sent out of this port
 * @param multicastFlood whether multicast without known receivers is sent out of this port
 * @param broadcastFlood whether broadcast is sent out of this port
 * @param hairpin whether a frame may leave by the port it came in by
 * @param isolated whether it exchanges frames only with ports that are not isolated
 * @param neighbourSuppression whether the bridge itself answers ARP and ND for known neighbours
 */
public record BridgePort(
    boolean learning,
    boolean flood,
    boolean multicastFlood,
    boolean broadcastFlood,
    boolean hairpin,
    boolean isolated,
    boolean neighbourSuppression) {
  private static final int IFLA_BRPORT_MODE = 4;
  private static final int IFLA_BRPORT_LEARNING = 8;
  private static final int IFLA_BRPORT_UNICAST_FLOOD = 9;
  private static final int IFLA_BRPORT_MCAST_FLOOD = 27;
  private static final int IFLA_BRPORT_BCAST_FLOOD = 30;
  private static final int IFLA_BRPORT_NEIGH_SUPPRESS = 32;
  private static final int IFLA_BRPORT_ISOLATED = 33;

  /** The kernel's default settings. */
  public static final BridgePort DEFAULT =
      new BridgePort(true, true, true, true, false, false, false);

  /** Applies all these settings to a device, which must already be a bridge port. */
  public Request set(String device, Interfaces interfaces) {
    MessageWriter writer =
        Link.header(Rtnetlink.RTM_SETLINK, 0, Const.AF_BRIDGE, interfaces.index(device), 0, 0);
    writer.nest(
        Link.IFLA_PROTINFO,
        port ->
            port.u8(IFLA_BRPORT_MODE, hairpin ? 1 : 0)
                .u8(IFLA_BRPORT_LEARNING, learning ? 1 : 0)
                .u8(IFLA_BRPORT_UNICAST_FLOOD, flood ? 1 : 0)
                .u8(IFLA_BRPORT_MCAST_FLOOD, multicastFlood ? 1 : 0)
                .u8(IFLA_BRPORT_BCAST_FLOOD, broadcastFlood ? 1 : 0)
                .u8(IFLA_BRPORT_NEIGH_SUPPRESS, neighbourSuppression ? 1 : 0)
                .u8(IFLA_BRPORT_ISOLATED, isolated ? 1 : 0));
    return new Request("set bridge port " + device, writer.message());
  }

  /** Reads IFLA_INFO_SLAVE_DATA of a link. */
  static BridgePort read(Attributes port) {
    return new BridgePort(
        port.u8(IFLA_BRPORT_LEARNING, 0) != 0,
        port.u8(IFLA_BRPORT_UNICAST_FLOOD, 0) != 0,
        port.u8(IFLA_BRPORT_MCAST_FLOOD, 0) != 0,
        port.u8(IFLA_BRPORT_BCAST_FLOOD, 0) != 0,
        port.u8(IFLA_BRPORT_MODE, 0) != 0,
        port.u8(IFLA_BRPORT_ISOLATED, 0) != 0,
        port.u8(IFLA_BRPORT_NEIGH_SUPPRESS, 0) != 0);
  }
}
