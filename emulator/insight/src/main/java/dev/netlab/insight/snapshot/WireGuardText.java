package dev.netlab.insight.snapshot;

import dev.netlab.insight.snapshot.Tunnel.Carrier;
import dev.netlab.insight.snapshot.Tunnel.Peer;
import dev.netlab.insight.snapshot.Tunnel.PeerEndpoint;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A WireGuard tunnel from the lines of the cross-platform interface (wireguard.com/xplatform): what
 * {@code get} answers and what {@code set} is told are the same lines.
 */
final class WireGuardText {
  private static final String NO_KEY = "0".repeat(64);

  private WireGuardText() {}

  /** Asks the device. */
  static String get(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap("get=1\n\n".getBytes(StandardCharsets.UTF_8)));
      channel.shutdownOutput();
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Tunnel.WireGuard read(String interfaceName, Carrier carrier, String text) {
    String publicKey = "";
    int port = 0;
    int mark = 0;
    List<List<String>> peers = new ArrayList<>();
    for (String line : text.lines().filter(l -> l.contains("=")).toList()) {
      String value = value(line);
      switch (key(line)) {
        case "private_key" ->
            publicKey =
                value.equals(NO_KEY) ? "" : Curve25519.publicKey(Secret.parseHex(value)).toBase64();
        case "listen_port" -> port = Integer.parseInt(value);
        case "fwmark" -> mark = Integer.parseUnsignedInt(value);
        case "public_key" -> peers.add(new ArrayList<>(List.of(line)));
        default -> {
          if (!peers.isEmpty()) {
            peers.getLast().add(line);
          }
        }
      }
    }
    return new Tunnel.WireGuard(
        interfaceName,
        carrier,
        publicKey,
        port,
        mark,
        peers.stream().map(WireGuardText::peer).toList());
  }

  private static Peer peer(List<String> lines) {
    String digest = "";
    Optional<PeerEndpoint> endpoint = Optional.empty();
    List<IpPrefix> allowed = new ArrayList<>();
    long handshake = 0;
    for (String line : lines) {
      String value = value(line);
      switch (key(line)) {
        case "preshared_key" -> digest = value.equals(NO_KEY) ? "" : digest(value);
        case "endpoint" -> endpoint = endpoint(value);
        case "allowed_ip" -> allowed.add(IpPrefix.parse(value));
        case "last_handshake_time_sec" -> handshake = Long.parseLong(value);
        default -> {}
      }
    }
    String key = PublicKey.parseHex(value(lines.getFirst())).toBase64();
    return new Peer(key, digest, endpoint, allowed, handshake);
  }

  private static Optional<PeerEndpoint> endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(text.substring(colon + 1));
    return IpAddress.tryParse(host).map(address -> new PeerEndpoint(address, port));
  }

  static String digest(String hexKey) {
    try {
      byte[] key = HexFormat.of().parseHex(hexKey);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf('='));
  }

  private static String value(String line) {
    return line.substring(line.indexOf('=') + 1);
  }
}
