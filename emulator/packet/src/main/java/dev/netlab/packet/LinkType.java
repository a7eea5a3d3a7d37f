package dev.netlab.packet;

/** The link-layer header with which a device's frames start. */
public enum LinkType {
  ETHERNET(1),
  /** No link header: the frame is an IP packet, as on a TUN or WireGuard device. */
  RAW_IP(101);

  private final int type;

  LinkType(int type) {
    this.type = type;
  }

  /** The LINKTYPE_ number of pcap and pcapng (draft-ietf-opsawg-pcaplinktype). */
  public int type() {
    return type;
  }

  /**
   * The link type of a device, from its hardware type.
   *
   * @param hardwareType {@code ARPHRD_*} of {@code linux/if_arp.h}, as {@code sll_hatype} contains
   *     it
   */
  public static LinkType ofHardwareType(int hardwareType) {
    return hardwareType == 1 || hardwareType == 772 ? ETHERNET : RAW_IP;
  }
}
