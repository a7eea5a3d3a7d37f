package dev.netlab.netlink.tun;

/** What the reader of a device takes off the kernel's hands: {@code TUN_F_*} of if_tun.h. */
public enum Offload {
  /** Packets come with unfinished checksums; the others need this one. */
  CSUM(0x01),
  /** TCP over IPv4 comes in pieces of up to 64 KiB. */
  TSO4(0x02),
  /** TCP over IPv6 comes in pieces of up to 64 KiB. */
  TSO6(0x04),
  /** Such pieces may carry ECN's CWR. */
  TSO_ECN(0x08),
  /** UDP over IPv4 comes in pieces of up to 64 KiB; Linux 6.2 and newer. */
  USO4(0x20),
  /** UDP over IPv6 comes in pieces of up to 64 KiB; Linux 6.2 and newer, only with USO4. */
  USO6(0x40);

  final int flag;

  Offload(int flag) {
    this.flag = flag;
  }
}
