package dev.netlab.engine.links;

import dev.netlab.wireguard.ip.PacketPrefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A datagram or frame that a GENEVE tunnel dropped. Datagrams that the kernel drops earlier, such
 * as those with a wrong UDP checksum, are not reported.
 *
 * @param namespace the inode of the namespace it happened in
 * @param interfaceName the tunnel's interface; null where no tunnel was found for a datagram
 * @param from who sent a datagram; null for a frame from the interface
 * @param bytes a datagram from its GENEVE header on, or a frame
 */
public record GeneveDrop(
    long namespace,
    @Nullable String interfaceName,
    Reason reason,
    @Nullable InetAddress from,
    PacketPrefix bytes) {

  /** Why it was dropped. */
  public enum Reason {
    TOO_SHORT("it is too short for its GENEVE header and a frame"),
    UNKNOWN_VERSION("its GENEVE version is not 0"),
    UNKNOWN_PROTOCOL("it carries neither Ethernet nor IP"),
    NOT_ETHERNET("it carries IP without Ethernet"),
    UNKNOWN_VNI("no tunnel at this port has its VNI"),
    UNKNOWN_REMOTE("the tunnels with its VNI have other remotes than its sender"),
    CRITICAL_OPTION("it has options that must be understood, and none are"),
    INNER_TOO_SHORT("its frame is shorter than the IP header in it"),
    OWN_ADDRESS("its frame has our own MAC address as source"),
    CONGESTION("its frame is marked as not able to tell of the congestion that it met"),
    NOT_TAKEN("the interface is down or its queue is full"),
    NOT_SEGMENTABLE("it is longer than a packet and cannot be cut");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** A clause about the datagram or frame, for messages. */
    public String text() {
      return text;
    }
  }
}
