package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a device of the kernel's WireGuard (linux/wireguard.h). The device itself is
 * a link of kind wireguard.
 *
 * @param name of the link
 * @param privateKey null for none
 * @param publicKey what the kernel derives of it; null in a device that is to be set
 * @param listenPort UDP port, 0 lets the kernel choose
 * @param fwmark of the packets it sends, 0 for none
 */
public record WireGuardDevice(
    String name,
    @Nullable WireGuardKey privateKey,
    @Nullable WireGuardKey publicKey,
    int listenPort,
    int fwmark,
    List<WireGuardPeer> peers) {
  /** The name of the family to {@link GenericFamily#resolve}, once there is a wireguard link. */
  public static final String FAMILY = "wireguard";

  public WireGuardDevice {
    peers = List.copyOf(peers);
  }

  /** A device to be set. */
  public static WireGuardDevice of(
      String name, WireGuardKey privateKey, int listenPort, List<WireGuardPeer> peers) {
    return new WireGuardDevice(name, privateKey, null, listenPort, 0, peers);
  }

  /**
   * Makes the link be configured so, whatever it was before.
   *
   * @return several requests where the peers and their addresses do not fit one message
   */
  public List<Request> replace(GenericFamily family) {
    return WireGuardWriter.replace(family, this);
  }

  /** Adds the peer, or gives the one of that key these settings. */
  public static List<Request> put(GenericFamily family, String device, WireGuardPeer peer) {
    return WireGuardWriter.put(family, device, peer);
  }

  /** Takes the peer away; no error if it is not there. */
  public static Request remove(GenericFamily family, String device, WireGuardKey peer) {
    return WireGuardWriter.remove(family, device, peer);
  }

  /**
   * The configuration and counters of a link of the socket's namespace.
   *
   * @throws dev.netlab.netlink.KernelException ENODEV if there is no such link, EOPNOTSUPP if it is
   *     no WireGuard device
   */
  public static WireGuardDevice get(NetlinkSocket socket, GenericFamily family, String name) {
    List<Message> parts = socket.dump(WireGuardWriter.get(family, name));
    return WireGuardReader.read(parts);
  }
}
