package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static dev.netlab.wireguard.protocol.Network.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture of ours with its keys is read by Wireshark, whose decryption others wrote. */
class TsharkIT {
  /** Packets begin with their IP header (LINKTYPE_RAW of pcap-linktype(7)). */
  private static final int RAW = 101;

  private static final int WIREGUARD_PORT = 51820;

  @TempDir Path directory;
  private final Network net = new Network();

  @Test
  void handshakeAndDataAreDecrypted() throws Exception {
    String psk = "42".repeat(32);
    net.configure(net.a, net.b, new PeerChange.PresharedKey(Secret.parseHex(psk)));
    net.configure(net.b, net.a, new PeerChange.PresharedKey(Secret.parseHex(psk)));
    net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 84));
    net.send(net.b, ipv6("fd00::2", "fd00::1", 100));
    Path capture = Files.write(directory.resolve("pcap"), pcap(net.log));
    Path keys = Files.writeString(directory.resolve("keys"), keyLog(psk));
    assertThat(tshark(capture, keys))
        .containsExactly(
            "1\t192.0.2.2\t\t",
            "2\t192.0.2.1\t\tTrue",
            "4\t192.0.2.2,10.0.0.2\t\t",
            "4\t192.0.2.1\tfd00::1\t");
    Path none = Files.writeString(directory.resolve("none"), "");
    assertThat(tshark(capture, none).get(2)).isEqualTo("4\t192.0.2.2\t\t");
  }

  private static List<String> tshark(Path capture, Path keys) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    ("tshark -r "
                            + capture
                            + " -o wg.keylog_file:"
                            + keys
                            + " -T fields -e wg.type"
                            + " -e ip.dst -e ipv6.dst -e wg.handshake_ok")
                        .split(" ")))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    // Older releases print 1 and 0.
    return output.lines().map(line -> line.replaceAll("\\t1(?=\\t|$)", "\tTrue")).toList();
  }

  /** The keys of b, and whatever both drew that may be an ephemeral key. */
  private String keyLog(String psk) {
    StringBuilder log = new StringBuilder();
    byte[] secret = HexFormat.of().parseHex(net.b.secret.toHex());
    line(log, "LOCAL_STATIC_PRIVATE_KEY", secret);
    line(log, "REMOTE_STATIC_PUBLIC_KEY", net.a.publicKey.bytes());
    for (Side side : List.of(net.a, net.b)) {
      for (byte[] drawn : side.drawn) {
        if (drawn.length == Secret.SIZE) {
          line(log, "LOCAL_EPHEMERAL_PRIVATE_KEY", drawn);
          line(log, "PRESHARED_KEY", HexFormat.of().parseHex(psk));
        }
      }
    }
    return log.toString();
  }

  private static void line(StringBuilder log, String name, byte[] key) {
    log.append(name).append(" = ").append(Base64.getEncoder().encodeToString(key)).append('\n');
  }

  private byte[] pcap(List<Sent> log) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(65_536);
    out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    out.putInt(0).putInt(0).putInt(65_535).putInt(RAW);
    int time = 1;
    for (Sent sent : log) {
      String from = sent.from() == net.a ? "192.0.2.1" : "192.0.2.2";
      String to = sent.from() == net.a ? "192.0.2.2" : "192.0.2.1";
      byte[] datagram = sent.bytes();
      byte[] packet = ipv4(from, to, 28 + datagram.length);
      ByteBuffer.wrap(packet, 20, 8)
          .putShort((short) WIREGUARD_PORT)
          .putShort((short) WIREGUARD_PORT)
          .putShort((short) (8 + datagram.length));
      System.arraycopy(datagram, 0, packet, 28, datagram.length);
      out.putInt(time++).putInt(0).putInt(packet.length).putInt(packet.length).put(packet);
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }
}
