package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.time.Duration;

/**
 * A learning bridge (IFLA_BR_* of if_link.h).
 *
 * @param stp whether it runs the spanning tree protocol
 * @param vlanFiltering whether ports have VLANs
 * @param multicastSnooping whether it learns multicast receivers from IGMP and MLD
 * @param ageing the time after which a silent station is forgotten, in steps of 10 ms; zero: at
 *     once
 * @param forwardDelay how long a port listens and learns before it forwards, with stp
 * @param nfCallIptables whether bridged IPv4 packets pass the hooks of IP (br_netfilter)
 */
public record Bridge(
    boolean stp,
    boolean vlanFiltering,
    boolean multicastSnooping,
    Duration ageing,
    Duration forwardDelay,
    boolean nfCallIptables)
    implements LinkKind {
  private static final int IFLA_BR_FORWARD_DELAY = 1;
  private static final int IFLA_BR_AGEING_TIME = 4;
  private static final int IFLA_BR_STP_STATE = 5;
  private static final int IFLA_BR_VLAN_FILTERING = 7;
  private static final int IFLA_BR_MCAST_SNOOPING = 23;

  private static final int IFLA_BR_NF_CALL_IPTABLES = 36;

  /** Times are in clock_t, hundredths of a second. */
  private static final int TICK_MILLIS = 10;

  /** The kernel's default settings. */
  public static final Bridge DEFAULT =
      new Bridge(false, false, true, Duration.ofSeconds(300), Duration.ofSeconds(15), false);

  @Override
  public String kind() {
    return "bridge";
  }

  void write(MessageWriter data) {
    data.u32(IFLA_BR_FORWARD_DELAY, ticks(forwardDelay))
        .u32(IFLA_BR_AGEING_TIME, ticks(ageing))
        .u32(IFLA_BR_STP_STATE, stp ? 1 : 0)
        .u8(IFLA_BR_MCAST_SNOOPING, multicastSnooping ? 1 : 0);
    // A kernel built without VLAN filtering rejects the attribute even if its value is false.
    if (vlanFiltering) {
      data.u8(IFLA_BR_VLAN_FILTERING, 1);
    }
    if (nfCallIptables) {
      data.u8(IFLA_BR_NF_CALL_IPTABLES, 1);
    }
  }

  /**
   * Starts the spanning tree protocol on a bridge. Ports that already forward continue to do so.
   * The kernel then raises a forward delay below 2 s to 2 s.
   */
  public static Request startSpanningTree(String name) {
    MessageWriter writer = Link.header(Rtnetlink.RTM_NEWLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    writer.string(Link.IFLA_IFNAME, name);
    writer.nest(
        Link.IFLA_LINKINFO,
        info ->
            info.string(Link.IFLA_INFO_KIND, "bridge")
                .nest(Link.IFLA_INFO_DATA, data -> data.u32(IFLA_BR_STP_STATE, 1)));
    return new Request("start the spanning tree of bridge " + name, writer.message());
  }

  static Bridge read(Attributes data) {
    return new Bridge(
        data.u32(IFLA_BR_STP_STATE, 0) != 0,
        data.u8(IFLA_BR_VLAN_FILTERING, 0) != 0,
        data.u8(IFLA_BR_MCAST_SNOOPING, 0) != 0,
        Duration.ofMillis((long) TICK_MILLIS * data.u32(IFLA_BR_AGEING_TIME, 0)),
        Duration.ofMillis((long) TICK_MILLIS * data.u32(IFLA_BR_FORWARD_DELAY, 0)),
        data.u8(IFLA_BR_NF_CALL_IPTABLES, 0) != 0);
  }

  private static int ticks(Duration time) {
    return (int) (time.toMillis() / TICK_MILLIS);
  }
}
