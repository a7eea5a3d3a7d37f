package dev.netlab.wireguard.uapi;

import dev.netlab.wireguard.protocol.PeerStatus;

/** Writes the lines that answer a get request, without its errno. */
public final class GetAnswer {
  private static final long SECOND = 1_000_000_000L;

  private GetAnswer() {}

  public static String print(DeviceStatus status) {
    StringBuilder out = new StringBuilder();
    if (status.privateKey() != null) {
      line(out, "private_key", status.privateKey().toHex());
    }
    if (status.listenPort() != 0) {
      line(out, "listen_port", status.listenPort());
    }
    if (status.firewallMark() != 0) {
      line(out, "fwmark", Integer.toUnsignedString(status.firewallMark()));
    }
    status.peers().forEach(peer -> print(peer, out));
    return out.toString();
  }

  private static void print(PeerStatus peer, StringBuilder out) {
    line(out, "public_key", peer.publicKey().toHex());
    line(out, "preshared_key", peer.presharedKey().toHex());
    line(out, "protocol_version", 1);
    if (peer.endpoint() != null) {
      line(out, "endpoint", peer.endpoint());
    }
    line(out, "last_handshake_time_sec", peer.lastHandshake() / SECOND);
    line(out, "last_handshake_time_nsec", peer.lastHandshake() % SECOND);
    line(out, "tx_bytes", peer.sentBytes());
    line(out, "rx_bytes", peer.receivedBytes());
    line(out, "persistent_keepalive_interval", peer.persistentKeepalive());
    peer.allowedIps().forEach(prefix -> line(out, "allowed_ip", prefix));
  }

  private static void line(StringBuilder out, String key, Object value) {
    out.append(key).append('=').append(value).append('\n');
  }
}
