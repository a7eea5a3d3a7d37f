package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.XChaCha20Poly1305;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.Network.Sent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages as bytes, and bytes that are none (whitepaper section 5.4). */
class MessagesTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();

  @ParameterizedTest
  @CsvSource({"1, 148, 148", "2, 92, 92", "3, 64, 64", "4, 32, 65507"})
  void sizesAreExactAndReservedBytesZero(int type, int least, int most) {
    assertThat(type(type, least - 1)).isZero();
    assertThat(type(type, least)).isEqualTo(type);
    assertThat(type(type, most)).isEqualTo(type);
    assertThat(type == Messages.DATA ? 0 : type(type, most + 1)).isZero();
    assertThat(type(type | 1 << 24, least)).isZero();
  }

  private static int type(int first, int length) {
    byte[] bytes = new byte[length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(first);
    return Messages.type(new PacketView(bytes, 0, length));
  }

  @Test
  void mac1IsKeyedWithTheReceiversPublicKeyAndCoversAllBeforeIt() {
    net.send(net.a, PACKET);
    byte[] initiation = net.log.get(0).bytes();
    byte[] response = net.log.get(1).bytes();
    assertThat(Arrays.copyOfRange(initiation, 116, 132))
        .isEqualTo(Blake2s.mac(label("mac1----", net.b.publicKey), initiation, 0, 116));
    assertThat(Arrays.copyOfRange(response, 60, 76))
        .isEqualTo(Blake2s.mac(label("mac1----", net.a.publicKey), response, 0, 60));
  }

  @Test
  void aCookieReplyIsOfItsReceiverNonceAndSealedCookie() {
    net.send(net.a, PACKET);
    byte[] initiation = net.log.getFirst().bytes();
    Cookies.Checker checker = new Cookies.Checker(net.b.publicKey, net.b.state.random);
    net.b.drawn.clear();
    byte[] reply = checker.reply(initiation, Endpoint.parse("192.0.2.1:4660"), net.now);
    byte[] secret = net.b.drawn.get(0);
    byte[] nonce = net.b.drawn.get(1);
    ByteBuffer fields = ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fields.getInt(0)).isEqualTo(3);
    assertThat(fields.getInt(4)).isEqualTo(Messages.getInt(initiation, 4));
    assertThat(Arrays.copyOfRange(reply, 8, 32)).isEqualTo(nonce);
    byte[] cookie =
        Objects.requireNonNull(
            XChaCha20Poly1305.open(
                label("cookie--", net.b.publicKey),
                nonce,
                Arrays.copyOfRange(reply, 32, 64),
                Arrays.copyOfRange(initiation, 116, 132)));
    byte[] source = {(byte) 192, 0, 2, 1, 0x12, 0x34};
    assertThat(cookie).isEqualTo(Blake2s.mac(secret, source, 0, 6));

    Cookies.Generator generator = new Cookies.Generator(net.b.publicKey);
    generator.addMacs(initiation, net.now);
    assertThat(generator.consume(reply, net.now)).isTrue();
    generator.addMacs(initiation, net.now);
    assertThat(Arrays.copyOfRange(initiation, 132, 148))
        .isEqualTo(Blake2s.mac(cookie, initiation, 0, 132));
  }

  private static byte[] label(String label, PublicKey receiver) {
    return Blake2s.hash(label.getBytes(StandardCharsets.US_ASCII), receiver.bytes());
  }

  @Test
  void indicesAreDrawnAndUnique() {
    int[] numbers = {-5, -5, 77};
    IndexTable table =
        new IndexTable(
            new Random() {
              private static final long serialVersionUID = 1L;
              private int next;

              @Override
              public int nextInt() {
                return numbers[next++];
              }
            });
    Peer peer = net.a.peer();
    assertThat(table.add(peer)).isEqualTo(-5);
    assertThat(table.add(peer)).isEqualTo(77);
  }

  @Test
  void copiesForgeriesAndRubbishChangeNothing() {
    net.send(net.a, PACKET);
    byte[] data = net.log.getLast().bytes();
    net.receive(net.b, data, net.a.address);
    byte[] forged = data.clone();
    Messages.putLong(forged, Messages.COUNTER, 7);
    net.receive(net.b, forged, net.a.address);
    for (int length : new int[] {0, 1, 3, 4, 31, 32, 63, 64, 91, 92, 147, 148, 149, 2000}) {
      for (int type = 0; type < 6; type++) {
        byte[] rubbish = new byte[length];
        if (length > 0) {
          rubbish[0] = (byte) type;
        }
        net.receive(net.b, rubbish, Endpoint.parse("203.0.113.9:9"));
      }
    }
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    byte[] fresh = net.log.getLast().bytes();
    byte[] reserved = fresh.clone();
    reserved[2] = 1;
    net.receive(net.b, reserved, net.a.address);
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.peer(net.a).endpoint()).isEqualTo(net.a.address);
    assertThat(net.b.peer(net.a).receivedBytes()).isEqualTo(148 + 128);
    net.receive(net.b, fresh, net.a.address);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void aForgeryDoesNotUseUpItsCounter() {
    net.send(net.a, PACKET);
    net.loses = sent -> true;
    net.send(net.a, PACKET);
    byte[] data = net.log.getLast().bytes();
    byte[] forged = data.clone();
    forged[20] ^= 1;
    net.receive(net.b, forged, net.a.address);
    assertThat(net.b.delivered).hasSize(1);
    net.receive(net.b, data, net.a.address);
    assertThat(net.b.delivered).hasSize(2);
  }

  @Test
  void randomDatagramsAndAlteredMessagesChangeNothing() {
    net.send(net.a, PACKET);
    List<byte[]> messages = net.log.stream().map(Sent::bytes).toList();
    Random random = new Random(5);
    Endpoint stranger = Endpoint.parse("203.0.113.9:9");
    PeerStatus before = net.b.peer(net.a);
    net.log.clear();
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
      } else {
        bytes = messages.get(random.nextInt(3)).clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      net.receive(net.b, bytes, stranger);
      net.receive(net.a, bytes, stranger);
    }
    assertThat(net.log).isEmpty();
    assertThat(net.b.delivered).hasSize(1);
    assertThat(net.b.peer(net.a)).isEqualTo(before);
    assertThat(net.b.state.indices.size()).isEqualTo(1);
  }

  @Test
  void aMessagesCounterIsLittleEndianAndCountsUp() {
    net.send(net.a, PACKET);
    net.send(net.a, PACKET);
    ByteBuffer data = ByteBuffer.wrap(net.log.getLast().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(data.getInt(0)).isEqualTo(4);
    assertThat(data.getLong(8)).isEqualTo(1);
  }
}
