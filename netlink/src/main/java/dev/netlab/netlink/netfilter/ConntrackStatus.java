package dev.netlab.netlink.netfilter;

import java.util.EnumSet;
import java.util.Set;

/** {@code enum ip_conntrack_status} of nf_conntrack_common.h, in the order of its bits. */
public enum ConntrackStatus {
  EXPECTED,
  SEEN_REPLY,
  ASSURED,
  CONFIRMED,
  SRC_NAT,
  DST_NAT,
  SEQ_ADJUST,
  SRC_NAT_DONE,
  DST_NAT_DONE,
  DYING,
  FIXED_TIMEOUT,
  TEMPLATE,
  UNTRACKED,
  HELPER,
  OFFLOAD,
  HW_OFFLOAD;

  static Set<ConntrackStatus> of(int bits) {
    Set<ConntrackStatus> set = EnumSet.noneOf(ConntrackStatus.class);
    int bit = 1;
    for (ConntrackStatus status : values()) {
      if ((bits & bit) != 0) {
        set.add(status);
      }
      bit <<= 1;
    }
    return Set.copyOf(set);
  }
}
