package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WG_CMD_SET_DEVICE as bytes. Attribute and command numbers are those of linux/wireguard.h. */
final class WireGuardWriter {
  static final int WGDEVICE_A_IFNAME = 2;
  static final int WGDEVICE_A_PRIVATE_KEY = 3;
  static final int WGDEVICE_A_PUBLIC_KEY = 4;
  private static final int WGDEVICE_A_FLAGS = 5;
  static final int WGDEVICE_A_LISTEN_PORT = 6;
  static final int WGDEVICE_A_FWMARK = 7;
  static final int WGDEVICE_A_PEERS = 8;
  static final int WGPEER_A_PUBLIC_KEY = 1;
  static final int WGPEER_A_PRESHARED_KEY = 2;
  private static final int WGPEER_A_FLAGS = 3;
  static final int WGPEER_A_ENDPOINT = 4;
  static final int WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL = 5;
  static final int WGPEER_A_LAST_HANDSHAKE_TIME = 6;
  static final int WGPEER_A_RX_BYTES = 7;
  static final int WGPEER_A_TX_BYTES = 8;
  static final int WGPEER_A_ALLOWEDIPS = 9;
  private static final int WGALLOWEDIP_A_FAMILY = 1;
  static final int WGALLOWEDIP_A_IPADDR = 2;
  static final int WGALLOWEDIP_A_CIDR_MASK = 3;

  private static final int WG_CMD_GET_DEVICE = 0;
  private static final int WG_CMD_SET_DEVICE = 1;
  private static final int WG_GENL_VERSION = 1;
  private static final int WGDEVICE_F_REPLACE_PEERS = 1;
  private static final int WGPEER_F_REMOVE_ME = 1;
  private static final int WGPEER_F_REPLACE_ALLOWEDIPS = 2;

  /** So many blocks take at most 40 KB of the 64 KB that an attribute can hold. */
  private static final int BLOCKS_A_MESSAGE = 1000;

  private WireGuardWriter() {}

  static Request get(GenericFamily family, String name) {
    MessageWriter writer = family.command(WG_CMD_GET_DEVICE, WG_GENL_VERSION);
    return new Request(
        "get WireGuard device " + name, writer.string(WGDEVICE_A_IFNAME, name).message());
  }

  static List<Request> replace(GenericFamily family, WireGuardDevice device) {
    List<Request> requests = new ArrayList<>();
    MessageWriter writer = set(family, device.name());
    WireGuardKey key = device.privateKey();
    writer.u32(WGDEVICE_A_FLAGS, WGDEVICE_F_REPLACE_PEERS);
    writer.bytes(WGDEVICE_A_PRIVATE_KEY, key == null ? new byte[32] : key.bytes());
    writer.u16(WGDEVICE_A_LISTEN_PORT, device.listenPort());
    writer.u32(WGDEVICE_A_FWMARK, device.fwmark());
    requests.add(new Request("set WireGuard device " + device.name(), writer.message()));
    device.peers().forEach(peer -> requests.addAll(put(family, device.name(), peer)));
    return requests;
  }

  static List<Request> put(GenericFamily family, String device, WireGuardPeer peer) {
    List<Request> requests = new ArrayList<>();
    int next = 0;
    do {
      int start = next;
      next = Math.min(start + BLOCKS_A_MESSAGE, peer.allowed().size());
      List<Prefix> blocks = peer.allowed().subList(start, next);
      MessageWriter writer = set(family, device);
      writer.nest(
          WGDEVICE_A_PEERS,
          peers ->
              peers.nest(
                  0,
                  content -> {
                    content.bytes(WGPEER_A_PUBLIC_KEY, peer.publicKey().bytes());
                    if (start == 0) {
                      writeSettings(content, peer);
                    }
                    content.nest(
                        WGPEER_A_ALLOWEDIPS,
                        all -> blocks.forEach(block -> writeBlock(all, block)));
                  }));
      requests.add(new Request(describe("set", device, peer.publicKey()), writer.message()));
    } while (next < peer.allowed().size());
    return requests;
  }

  static Request remove(GenericFamily family, String device, WireGuardKey peer) {
    MessageWriter writer = set(family, device);
    writer.nest(
        WGDEVICE_A_PEERS,
        peers ->
            peers.nest(
                0,
                content ->
                    content
                        .bytes(WGPEER_A_PUBLIC_KEY, peer.bytes())
                        .u32(WGPEER_A_FLAGS, WGPEER_F_REMOVE_ME)));
    return new Request(describe("remove", device, peer), writer.message());
  }

  private static MessageWriter set(GenericFamily family, String device) {
    return family.command(WG_CMD_SET_DEVICE, WG_GENL_VERSION).string(WGDEVICE_A_IFNAME, device);
  }

  private static String describe(String verb, String device, WireGuardKey peer) {
    return verb + " peer " + peer.base64() + " of WireGuard device " + device;
  }

  private static void writeSettings(MessageWriter content, WireGuardPeer peer) {
    WireGuardKey preshared = peer.presharedKey();
    content.u32(WGPEER_A_FLAGS, WGPEER_F_REPLACE_ALLOWEDIPS);
    content.bytes(WGPEER_A_PRESHARED_KEY, preshared == null ? new byte[32] : preshared.bytes());
    content.u16(WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, peer.keepalive());
    writeEndpoint(content, peer.endpoint());
  }

  /** {@code struct sockaddr_in} or {@code struct sockaddr_in6}. */
  private static void writeEndpoint(MessageWriter content, @Nullable InetSocketAddress endpoint) {
    if (endpoint == null) {
      return;
    }
    InetAddress address = endpoint.getAddress();
    if (address == null) {
      throw new IllegalArgumentException("endpoint " + endpoint + " is a name, not an address");
    }
    content.container(
        WGPEER_A_ENDPOINT,
        socket -> {
          boolean four = address instanceof Inet4Address;
          socket.header16(four ? Const.AF_INET : Const.AF_INET6).headerBe16(endpoint.getPort());
          if (four) {
            socket.headerBytes(address.getAddress()).headerBytes(new byte[8]);
          } else {
            socket.header32(0).headerBytes(address.getAddress()).header32(0);
          }
        });
  }

  private static void writeBlock(MessageWriter all, Prefix block) {
    boolean four = block.address() instanceof Inet4Address;
    all.nest(
        0,
        content ->
            content
                .u16(WGALLOWEDIP_A_FAMILY, four ? Const.AF_INET : Const.AF_INET6)
                .address(WGALLOWEDIP_A_IPADDR, block.address())
                .u8(WGALLOWEDIP_A_CIDR_MASK, block.length()));
  }
}
