package dev.netlab.ip;

/** What an Ethernet frame carries (IANA's "IEEE 802 Numbers", {@code linux/if_ether.h}). */
public final class EtherType {
  public static final int IPV4 = 0x0800;
  public static final int ARP = 0x0806;

  /** Transparent Ethernet bridging: a whole Ethernet frame, as GENEVE carries it. */
  public static final int BRIDGING = 0x6558;

  /** A customer's VLAN tag (IEEE 802.1Q). */
  public static final int VLAN = 0x8100;

  public static final int IPV6 = 0x86dd;

  /** A provider's VLAN tag (IEEE 802.1ad). */
  public static final int QINQ = 0x88a8;

  private EtherType() {}
}
