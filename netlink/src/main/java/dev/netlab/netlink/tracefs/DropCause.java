package dev.netlab.netlink.tracefs;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why a packet was dropped, from what the kernel said of it: a reason and a place ({@link
 * DroppedPacket}).
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are made by Set.of
public enum DropCause {
  NO_ROUTE(
      "no route to the destination",
      reasons("IP_INNOROUTES", "IP_OUTNOROUTES"),
      places("ip6_pkt_discard", "ip6_pkt_discard_out", "ip6_pkt_drop")),

  /** Kernels that tell no more say this of {@link #NO_ROUTE} and {@link #NOT_FORWARDING}, too. */
  ROUTE_REFUSES(
      "routing refused it: an unreachable, prohibit or blackhole route, or none, or no forwarding",
      reasons(),
      places("ip_error", "ip6_pkt_prohibit", "ip6_pkt_prohibit_out", "dst_discard_out")),

  NOT_FORWARDING("forwarding is off", reasons("IP_INADDRERRORS"), places()),

  REVERSE_PATH(
      "reverse-path filter (rp_filter): the way back to its source is another interface",
      reasons("IP_RPFILTER"),
      places()),

  MARTIAN_SOURCE(
      "a source address that cannot come from outside",
      reasons("IP_INVALID_SOURCE", "IP_LOCAL_SOURCE", "IP_LOCALNET"),
      places()),

  MARTIAN_DESTINATION(
      "a destination address that cannot be routed", reasons("IP_INVALID_DEST"), places()),

  NEIGHBOUR_UNRESOLVED(
      "nobody answered for the next hop's address (ARP or neighbour discovery)",
      reasons(
          "NEIGH_FAILED", "NEIGH_CREATEFAIL", "NEIGH_QUEUEFULL", "NEIGH_DEAD", "NEIGH_HH_FILLFAIL"),
      places("neigh_invalidate", "arp_error_report", "ndisc_error_report")),

  TTL_EXCEEDED("its TTL (hop limit) was used up", reasons(), places()),

  MTU_EXCEEDED(
      "too big for the way on, and it may not be fragmented", reasons("PKT_TOO_BIG"), places()),

  NO_SOCKET("no socket for that address and port", reasons("NO_SOCKET", "SOCKET_CLOSE"), places()),

  NO_PROTOCOL("nothing for that IP protocol", reasons("IP_NOPROTO"), places()),

  LISTEN_OVERFLOW("the listening socket's queue is full", reasons("TCP_LISTEN_OVERFLOW"), places()),

  NETFILTER(
      "a netfilter rule or policy dropped it",
      reasons("NETFILTER_DROP"),
      places("nft_do_chain", "nf_hook_slow")),

  OTHER_HOST("its destination MAC address is another host's", reasons("OTHERHOST"), places()),

  UNKNOWN_TUNNEL_ID(
      "no tunnel of this VNI or remote",
      reasons("VXLAN_VNI_NOT_FOUND"),
      places("vxlan_rcv", "geneve_udp_encap_recv", "geneve_rx")),

  NO_TUNNEL_REMOTE(
      "the tunnel knows no remote for that MAC address", reasons(), places("vxlan_xmit")),

  NO_BRIDGE_PORT(
      "the bridge has no port for it: no FDB entry, and no flooding to the others",
      reasons(),
      places("br_handle_frame_finish", "br_flood", "br_forward", "br_dev_xmit")),

  BRIDGE_PORT_BLOCKED(
      "the bridge port does not forward (STP state)",
      reasons("BRIDGE_INGRESS_STP_STATE"),
      places("br_handle_frame")),

  DEVICE_DOWN(
      "the device takes nothing: no carrier, or nobody reads from it, or its queue is full",
      reasons("QDISC_DROP", "DEV_READY"),
      places()),

  QUEUE_FULL(
      "a queue or buffer is full",
      reasons(
          "QDISC_OVERLIMIT",
          "QDISC_CONGESTED",
          "FULL_RING",
          "CPU_BACKLOG",
          "SOCKET_RCVBUFF",
          "SOCKET_BACKLOG",
          "PROTO_MEM",
          "NOMEM"),
      places("tun_net_xmit")),

  BAD_PACKET(
      "a broken header or checksum",
      reasons(
          "IP_INHDR",
          "IP_CSUM",
          "UDP_CSUM",
          "TCP_CSUM",
          "ICMP_CSUM",
          "SKB_CSUM",
          "PKT_TOO_SMALL",
          "HDR_TRUNC",
          "DEV_HDR",
          "INVALID_PROTO",
          "VXLAN_INVALID_HDR"),
      places()),

  /** Seen in every healthy ping: what a socket was given as a copy, or never asked for. */
  NO_LOSS(
      "done with, not lost",
      reasons("QUEUE_PURGE"),
      places(
          "ping_rcv",
          "icmp_rcv",
          "icmpv6_rcv",
          "inet_sock_destruct",
          "udp_destruct_common",
          "skb_queue_purge",
          "skb_queue_purge_reason",
          "tcp_disconnect",
          "ip6_mc_input",
          "inet_rtm_getroute")),

  /** Kernels that tell no more say this of {@link #MARTIAN_SOURCE}, too. */
  NOT_TAKEN(
      "IP input did not take it: a group that nobody here joined, or a martian source",
      reasons(),
      places("ip_rcv_finish_core")),

  /** The reason and place are all that is known. */
  OTHER("dropped", reasons(), places());

  private final String meaning;
  private final Set<String> reasons;
  private final Set<String> places;

  DropCause(String meaning, Set<String> reasons, Set<String> places) {
    this.meaning = meaning;
    this.reasons = reasons;
    this.places = places;
  }

  /** A clause for messages. */
  public String meaning() {
    return meaning;
  }

  /**
   * What a drop means.
   *
   * @param reason as {@link DroppedPacket#reason}
   * @param location as {@link DroppedPacket#location}
   */
  public static DropCause of(String reason, String location) {
    String function = function(location);
    if (NO_LOSS.places.contains(function) && !checksum(reason)) {
      return NO_LOSS;
    }
    if (reason.equals("IP_INHDR") && Set.of("ip_forward", "ip6_forward").contains(function)) {
      return TTL_EXCEEDED;
    }
    return find(each -> each.reasons.contains(reason))
        .or(() -> find(each -> each.places.contains(function)))
        .orElse(OTHER);
  }

  private static Optional<DropCause> find(Predicate<DropCause> wanted) {
    return Arrays.stream(values()).filter(wanted).findFirst();
  }

  private static boolean checksum(String reason) {
    return reason.endsWith("_CSUM");
  }

  /** Without what the compiler adds to parts of a function: {@code .part.0}, {@code .isra.0}. */
  private static String function(String location) {
    int dot = location.indexOf('.');
    return dot < 0 ? location : location.substring(0, dot);
  }

  private static Set<String> reasons(String... names) {
    return Set.of(names);
  }

  private static Set<String> places(String... names) {
    return Set.of(names);
  }
}
