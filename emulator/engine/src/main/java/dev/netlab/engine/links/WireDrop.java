package dev.netlab.engine.links;

import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.wireguard.ip.PacketPrefix;

/**
 * A frame that a wire did not carry to its other end.
 *
 * @param namespace the inode of the namespace that it was sent in
 * @param interfaceName the interface that sent it
 * @param netem what the wire was told to do with what that interface sends
 * @param frame from its Ethernet header on
 */
public record WireDrop(
    long namespace, String interfaceName, Reason reason, Netem netem, PacketPrefix frame) {
  /** Why it was not carried. */
  public enum Reason {
    LOSS("lost by chance, as the wire is told to"),
    LIMIT("as many frames wait on the wire already as may"),
    MEMORY("the frames that wait on the lab's wires fill their memory"),
    NOT_TAKEN("the other end is down");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** A clause for people, about the frame. */
    public String text() {
      return text;
    }
  }
}
