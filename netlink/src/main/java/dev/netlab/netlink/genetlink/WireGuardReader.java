package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.genetlink.WireGuardPeer.Statistics;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers to WG_CMD_GET_DEVICE put together: a long list of peers comes in several parts. */
final class WireGuardReader {
  private WireGuardReader() {}

  static WireGuardDevice read(List<Message> parts) {
    List<WireGuardPeer> peers = new ArrayList<>();
    for (Message part : parts) {
      Attributes all = part.attributes(GenericFamily.HEADER);
      for (Attribute peer : all.nest(WireGuardWriter.WGDEVICE_A_PEERS).all()) {
        add(peers, peer.attributes());
      }
    }
    Attributes first = parts.getFirst().attributes(GenericFamily.HEADER);
    return new WireGuardDevice(
        first.string(WireGuardWriter.WGDEVICE_A_IFNAME, ""),
        key(first, WireGuardWriter.WGDEVICE_A_PRIVATE_KEY),
        key(first, WireGuardWriter.WGDEVICE_A_PUBLIC_KEY),
        first.u16(WireGuardWriter.WGDEVICE_A_LISTEN_PORT, 0),
        first.u32(WireGuardWriter.WGDEVICE_A_FWMARK, 0),
        peers);
  }

  /** A peer like the one before is its continuation with more addresses. */
  private static void add(List<WireGuardPeer> peers, Attributes part) {
    WireGuardKey key =
        Objects.requireNonNull(
            key(part, WireGuardWriter.WGPEER_A_PUBLIC_KEY), "a peer without a public key");
    List<Prefix> allowed = new ArrayList<>();
    for (Attribute block : part.nest(WireGuardWriter.WGPEER_A_ALLOWEDIPS).all()) {
      Attributes content = block.attributes();
      InetAddress address = content.address(WireGuardWriter.WGALLOWEDIP_A_IPADDR);
      if (address != null) {
        allowed.add(new Prefix(address, content.u8(WireGuardWriter.WGALLOWEDIP_A_CIDR_MASK, 0)));
      }
    }
    if (!peers.isEmpty() && peers.getLast().publicKey().equals(key)) {
      WireGuardPeer last = peers.removeLast();
      allowed.addAll(0, last.allowed());
      peers.add(
          new WireGuardPeer(
              key,
              last.presharedKey(),
              last.endpoint(),
              allowed,
              last.keepalive(),
              last.statistics()));
      return;
    }
    peers.add(
        new WireGuardPeer(
            key,
            key(part, WireGuardWriter.WGPEER_A_PRESHARED_KEY),
            endpoint(part.find(WireGuardWriter.WGPEER_A_ENDPOINT)),
            allowed,
            part.u16(WireGuardWriter.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, 0),
            new Statistics(
                time(part.find(WireGuardWriter.WGPEER_A_LAST_HANDSHAKE_TIME)),
                part.u64(WireGuardWriter.WGPEER_A_RX_BYTES, 0),
                part.u64(WireGuardWriter.WGPEER_A_TX_BYTES, 0))));
  }

  /** Null where it is absent or all zeros. */
  private static @Nullable WireGuardKey key(Attributes all, int type) {
    Attribute found = all.find(type);
    if (found == null) {
      return null;
    }
    WireGuardKey key = new WireGuardKey(found.bytes());
    return key.isZero() ? null : key;
  }

  private static @Nullable InetSocketAddress endpoint(@Nullable Attribute found) {
    if (found == null) {
      return null;
    }
    ByteBuffer bytes = found.value();
    boolean six = bytes.getShort(0) == Const.AF_INET6;
    byte[] address = new byte[six ? 16 : 4];
    bytes.get(six ? 8 : 4, address);
    int port = Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(2));
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code struct __kernel_timespec}. */
  private static @Nullable Instant time(@Nullable Attribute found) {
    if (found == null) {
      return null;
    }
    long seconds = found.value().getLong(0);
    return seconds == 0 ? null : Instant.ofEpochSecond(seconds, found.value().getLong(8));
  }
}
