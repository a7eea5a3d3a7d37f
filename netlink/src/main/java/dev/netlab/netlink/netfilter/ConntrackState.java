package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.wire.Attributes;
import java.util.List;

/** Names of connection states, as conntrack(8) prints them ({@code enum ctattr_protoinfo}). */
final class ConntrackState {
  private static final int CTA_PROTOINFO_TCP = 1;
  private static final int CTA_PROTOINFO_SCTP = 3;
  private static final int STATE = 1;

  private static final List<String> TCP =
      List.of(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2");

  private static final List<String> SCTP =
      List.of(
          "NONE",
          "CLOSED",
          "COOKIE_WAIT",
          "COOKIE_ECHOED",
          "ESTABLISHED",
          "SHUTDOWN_SENT",
          "SHUTDOWN_RECD",
          "SHUTDOWN_ACK_SENT",
          "HEARTBEAT_SENT",
          "HEARTBEAT_ACKED");

  private ConntrackState() {}

  /** Empty where the protocol has no states. */
  static String read(Attributes protocolInfo) {
    if (protocolInfo.has(CTA_PROTOINFO_TCP)) {
      return name(TCP, protocolInfo.nest(CTA_PROTOINFO_TCP));
    }
    if (protocolInfo.has(CTA_PROTOINFO_SCTP)) {
      return name(SCTP, protocolInfo.nest(CTA_PROTOINFO_SCTP));
    }
    return "";
  }

  private static String name(List<String> names, Attributes info) {
    int state = info.u8(STATE, 0);
    return state < names.size() ? names.get(state) : "STATE_" + state;
  }
}
