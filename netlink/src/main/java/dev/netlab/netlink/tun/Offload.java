package dev.netlab.netlink.tun;

/** Work that the reader of a device takes over from the kernel: {@code TUN_F_*} of if_tun.h. */
public enum Offload {
  /** Packets arrive with unfinished checksums; all other offloads require this one. */
  CSUM(0x01),
  /** TCP over IPv4 arrives in segments of up to 64 KiB. */
  TSO4(0x02),
  /** TCP over IPv6 arrives in segments of up to 64 KiB. */
  TSO6(0x04),
  /** Such segments may have ECN's CWR flag set. */
  TSO_ECN(0x08),
  /** UDP over IPv4 arrives in segments of up to 64 KiB; Linux 6.2 and newer. */
  USO4(0x20),
  /** UDP over IPv6 arrives in segments of up to 64 KiB; Linux 6.2 and newer, only with USO4. */
  USO6(0x40);

  final int flag;

  Offload(int flag) {
    this.flag = flag;
  }
}
