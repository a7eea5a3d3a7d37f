package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.time.Duration;

/**
 * A learning bridge (IFLA_BR_* of if_link.h).
 *
 * @param stp whether it speaks the spanning tree protocol
 * @param vlanFiltering whether ports have VLANs
 * @param multicastSnooping whether it learns multicast receivers by IGMP and MLD
 * @param ageing after how long a silent station is forgotten, in steps of 10 ms; zero: at once
 * @param forwardDelay how long a port listens and learns before it forwards, with stp
 * @param nfCallIptables whether IPv4 that is bridged passes the hooks of IP (br_netfilter)
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

  /** Times are in clock_t, a hundredth of a second. */
  private static final int TICK_MILLIS = 10;

  /** As the kernel makes one when nothing is said. */
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
    // A kernel built without VLAN filtering refuses the attribute even where it says no.
    if (vlanFiltering) {
      data.u8(IFLA_BR_VLAN_FILTERING, 1);
    }
    if (nfCallIptables) {
      data.u8(IFLA_BR_NF_CALL_IPTABLES, 1);
    }
  }

  /**
   * Has a bridge speak the spanning tree protocol. Ports that forward go on to; the kernel makes a
   * forward delay below 2 s into one of 2 s by it.
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
