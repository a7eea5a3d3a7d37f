package dev.netlab.lab.plan;

import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;

/** What kind of interface a step makes. */
public sealed interface Device {
  /** A bridge: made before whatever is to be a port of it. */
  record Bridge(dev.netlab.netlink.rtnetlink.Bridge kind) implements Device {}

  /** A veth pair; both ends are made at once, the other in another node's namespace. */
  record Veth(String peerNode, LinkSettings peer) implements Device {}

  /**
   * What {@link Veth} is, as two persistent TAPs between which a process carries frames; they
   * outlive it.
   */
  record Wire(String peerNode, LinkSettings peer) implements Device {}

  /** Any other device of the kernel that is made by one request. */
  record Kernel(LinkKind kind) implements Device {}

  /** A persistent TAP; a userspace tunnel that attaches to it dies before it. */
  record Tap() implements Device {}

  /** A persistent TUN that a userspace tunnel attaches to; it outlives that process. */
  record Tun() implements Device {}
}
