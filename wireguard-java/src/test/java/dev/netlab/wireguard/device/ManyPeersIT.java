package dev.netlab.wireguard.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A thousand peers that all speak with one device, a process with little memory. */
class ManyPeersIT {
  private static final int PEERS = 1000;

  /** So few handshakes at once that nobody is asked for a cookie. */
  private static final int AT_ONCE = 100;

  private static final byte[] DEVICE = {10, 1, (byte) 200, 1};

  @RegisterExtension final Made made = new Made();
  private final List<RemotePeer> peers = new ArrayList<>();
  @TempDir Path folder;
  private Host a;
  private Host b;
  private Program program;
  private PublicKey device;

  @BeforeEach
  void make() throws IOException {
    a = made.later(Host.make("a"));
    b = made.later(Host.make("b"));
    Host.connect(a, b, "v0", "192.168.50");
    program = made.later(Program.start(b, "-Xmx32m"));
    KeyFile key = KeyFile.generate(folder.resolve("key"));
    b.run("wg set wg0 listen-port 10002 private-key " + key);
    device = PublicKey.copyOf(Base64.getDecoder().decode(key.publicKey()), 0);
    Random random = new Random(1);
    for (DatagramSocket socket : a.namespace.call(() -> Datagrams.sockets(PEERS))) {
      peers.add(made.later(new RemotePeer(random, socket, device)));
    }
  }

  private static byte[] address(int peer) {
    return new byte[] {10, 1, (byte) (peer >> 8), (byte) peer};
  }

  private static String text(byte[] address) {
    return IpAddress.read(IpVersion.IPV4, address, 0).toString();
  }

  private String endpoint(int peer) {
    return "192.168.50.1:" + peers.get(peer).port();
  }

  private String configuration(int peer) {
    return "[Peer]\nPublicKey = %s\nAllowedIPs = %s/32\n"
        .formatted(peers.get(peer).publicKey.toBase64(), text(address(peer)));
  }

  private void configure(List<String> lines) throws IOException {
    b.run("wg addconf wg0 " + Files.write(folder.resolve("peers"), lines));
    b.ip("addr add " + text(DEVICE) + "/16 dev wg0");
    b.ip("link set wg0 up");
    // What comes before it listens is lost, and these peers do not try again.
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> b.run("ss -Hlun").contains(":10002 "));
  }

  private List<String[]> dump() {
    return b.run("wg show wg0 dump").lines().skip(1).map(line -> line.split("\t", -1)).toList();
  }

  /**
   * The peers from this one on are known at their ports, and so many bytes came and went. Asked at
   * once, before keepalives are due.
   */
  private void eachHas(int first, long received, long sent) {
    Map<String, String> shown =
        dump().stream().collect(toMap(w -> w[0], w -> String.join(" ", w[2], w[3], w[5], w[6])));
    for (int i = first; i < first + AT_ONCE; i++) {
      assertThat(shown.get(peers.get(i).publicKey.toBase64()))
          .isEqualTo("%s %s/32 %d %d".formatted(endpoint(i), text(address(i)), received, sent));
    }
  }

  private void allHaveSessions() throws IOException {
    assertThat(dump()).hasSize(PEERS).allSatisfy(words -> assertThat(words[4]).isNotEqualTo("0"));
    assertThat(program.peakMebibytes()).isLessThan(150);
  }

  @Test
  void aThousandPeersBegin() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      lines.add(configuration(i));
      peers.get(i).isAt(device, Endpoint.parse("192.168.50.2:10002"));
    }
    configure(lines);
    for (int first = 0; first < PEERS; first += AT_ONCE) {
      for (int i = first; i < first + AT_ONCE; i++) {
        peers.get(i).send(echoRequest(address(i), DEVICE, i));
      }
      for (int i = first; i < first + AT_ONCE; i++) {
        ByteBuffer reply = ByteBuffer.wrap(peers.get(i).receive());
        assertThat(reply.get(20)).as("the type of ICMP").isZero();
        assertThat(reply.getInt(16)).isEqualTo(ByteBuffer.wrap(address(i)).getInt());
        assertThat(reply.getShort(24)).isEqualTo((short) i);
      }
      // Handshake, and 84 bytes padded to 96 with header and tag.
      eachHas(first, 148 + 128, 92 + 128);
    }
    allHaveSessions();
  }

  @Test
  void aThousandPeersAreBegunWith() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      lines.add(configuration(i) + "Endpoint = " + endpoint(i) + "\n");
    }
    configure(lines);
    try (DatagramSocket socket = b.namespace.call(() -> Datagrams.sockets(1)).getFirst()) {
      socket.setSoTimeout(10_000);
      for (int first = 0; first < PEERS; first += AT_ONCE) {
        for (int i = first; i < first + AT_ONCE; i++) {
          byte[] data = text(address(i)).getBytes(US_ASCII);
          socket.send(
              new DatagramPacket(data, data.length, InetAddress.getByAddress(address(i)), 9));
        }
        for (int i = first; i < first + AT_ONCE; i++) {
          peers.get(i).send(turned(peers.get(i).receive()));
        }
        Set<String> answers = new HashSet<>();
        for (int i = first; i < first + AT_ONCE; i++) {
          DatagramPacket answer = new DatagramPacket(new byte[100], 100);
          socket.receive(answer);
          String data = new String(answer.getData(), 0, answer.getLength(), US_ASCII);
          assertThat(answer.getAddress().getHostAddress()).isEqualTo(data);
          answers.add(data);
        }
        assertThat(answers).hasSize(AT_ONCE).contains(text(address(first)));
        // 28 bytes of headers and 8 to 10 of data, padded to 48, with header and tag.
        eachHas(first, 92 + 80, 148 + 80);
      }
    }
    allHaveSessions();
  }

  /** An IPv4 UDP packet back to where it came from: no checksum minds what is exchanged. */
  private static byte[] turned(byte[] packet) {
    ByteBuffer from = ByteBuffer.wrap(packet);
    ByteBuffer to = ByteBuffer.wrap(packet.clone());
    to.putInt(12, from.getInt(16)).putInt(16, from.getInt(12));
    to.putShort(20, from.getShort(22)).putShort(22, from.getShort(20));
    return to.array();
  }

  /** An ICMP echo request of 84 bytes. */
  private static byte[] echoRequest(byte[] from, byte[] to, int identifier) {
    ByteBuffer packet = ByteBuffer.allocate(84);
    packet.putShort(0, (short) 0x4500).putShort(2, (short) 84);
    packet.put(8, (byte) 64).put(9, (byte) 1).put(12, from).put(16, to);
    packet.putShort(10, checksum(packet, 0, 20));
    packet.put(20, (byte) 8).putShort(24, (short) identifier);
    packet.putShort(22, checksum(packet, 20, 84));
    return packet.array();
  }

  private static short checksum(ByteBuffer packet, int start, int end) {
    int sum = 0;
    for (int i = start; i < end; i += 2) {
      sum += Short.toUnsignedInt(packet.getShort(i));
    }
    return (short) ~((sum & 0xffff) + (sum >> 16));
  }
}
