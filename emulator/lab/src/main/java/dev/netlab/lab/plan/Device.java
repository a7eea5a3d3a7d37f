package dev.netlab.lab.plan;

import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;

/** The kind of interface that a step creates. */
public sealed interface Device {
  /** A bridge: created before its ports. */
  record Bridge(dev.netlab.netlink.rtnetlink.Bridge kind) implements Device {}

  /** A veth pair; both ends are created at once, the other one in the namespace of another node. */
  record Veth(String peerNode, LinkSettings peer) implements Device {}

  /**
   * The equivalent of {@link Veth} in userspace: two persistent TAPs between which a process
   * forwards frames. They outlive the process.
   */
  record Wire(String peerNode, LinkSettings peer) implements Device {}

  /** Any other kernel device that one request creates. */
  record Kernel(LinkKind kind) implements Device {}

  /** A persistent TAP; a userspace tunnel that attaches to it ends before it. */
  record Tap() implements Device {}

  /** A persistent TUN to which a userspace tunnel attaches; it outlives that process. */
  record Tun() implements Device {}
}
