package dev.netlab.netlink.tun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains as the kernel hands them over, cut into packets, and joined to the same trains again. */
class PacketCutterTest {
  private static final int SEGMENT = 1000;

  private final PacketCutter cutter = new PacketCutter();
  private final List<byte[]> written = new ArrayList<>();
  private final PacketJoiner joiner = PacketJoiner.ofTcpAndUdp(this::keep);

  PacketCutterTest() {
    joiner.lend(Memory.allocate(PacketJoiner.MEMORY));
  }

  private void keep(ByteBuffer joined) {
    byte[] bytes = new byte[joined.remaining()];
    joined.get(joined.position(), bytes);
    written.add(bytes);
  }

  /** A train with its virtio header: the checksum is only that of the pseudo header. */
  private static byte[] train(String version, String protocol, int payload) {
    boolean four = version.equals("4");
    boolean tcp = protocol.equals("tcp");
    int network = four ? 20 : 40;
    int transport = tcp ? 32 : 8;
    byte[] packet = new byte[network + transport + payload];
    new Random(payload).nextBytes(packet);
    packet[0] = (byte) (four ? 0x45 : 0x60);
    if (four) {
      packet[6] = 0x40;
      packet[7] = 0;
      packet[9] = (byte) (tcp ? 6 : 17);
    } else {
      packet[6] = (byte) (tcp ? 6 : 17);
    }
    IpPacket.putLength(packet, 0, packet.length);
    int checksum = tcp ? 16 : 6;
    if (tcp) {
      packet[network + 12] = (byte) 0x80;
      packet[network + 13] = 0x18; // PSH, ACK
    } else {
      IpPacket.put(packet, network + 4, 8 + payload);
    }
    int pseudo = plainSum(packet, 0, network, network, tcp ? 6 : 17, transport + payload);
    IpPacket.put(packet, network + checksum, pseudo);
    int gso = VirtioNetHeader.GSO_UDP_L4;
    if (tcp) {
      gso = four ? VirtioNetHeader.GSO_TCPV4 : VirtioNetHeader.GSO_TCPV6;
    }
    ByteBuffer all = Memory.allocate(VirtioNetHeader.SIZE + packet.length);
    new VirtioNetHeader(
            VirtioNetHeader.NEEDS_CSUM, gso, network + transport, SEGMENT, network, checksum)
        .write(all, 0);
    all.put(VirtioNetHeader.SIZE, packet);
    byte[] bytes = new byte[all.capacity()];
    all.get(0, bytes);
    return bytes;
  }

  /** RFC 1071 as it is written: the addresses, protocol and length, and what is given. */
  private static int plainSum(
      byte[] packet, int from, int to, int network, int protocol, int length) {
    int sum = protocol + length;
    int addresses = network == 20 ? 12 : 8;
    for (int at = addresses; at < network; at += 2) {
      sum += IpPacket.number(packet, at);
    }
    for (int at = from + network; at < to; at += 2) {
      sum += at + 1 < to ? IpPacket.number(packet, at) : (packet[at] & 0xff) << 8;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  private List<byte[]> cut(byte[] train) {
    List<byte[]> packets = new ArrayList<>();
    byte[] into = new byte[70_000];
    ByteBuffer read = Memory.allocate(train.length).put(0, train);
    for (cutter.begin(read, train.length); cutter.hasNext(); ) {
      int length = cutter.next(into, 3);
      packets.add(Arrays.copyOfRange(into, 3, 3 + length));
    }
    return packets;
  }

  private void join(List<byte[]> packets) {
    for (byte[] packet : packets) {
      byte[] array = new byte[packet.length + 9];
      System.arraycopy(packet, 0, array, 5, packet.length);
      joiner.write(array, 5, packet.length);
    }
    joiner.flush();
  }

  @ParameterizedTest
  @CsvSource({
    "4, tcp, 5001",
    "6, tcp, 5001",
    "4, udp, 5001",
    "6, udp, 5001",
    "4, tcp, 60000",
    "6, udp, 3000",
  })
  void aTrainIsCutIntoWholePacketsAndJoinedAgain(String version, String protocol, int payload) {
    byte[] train = train(version, protocol, payload);
    int network = version.equals("4") ? 20 : 40;
    int number = protocol.equals("tcp") ? 6 : 17;
    int headers = network + (number == 6 ? 32 : 8);
    List<byte[]> packets = cut(train);
    assertThat(packets).hasSize((payload + SEGMENT - 1) / SEGMENT);
    int at = VirtioNetHeader.SIZE + headers;
    for (byte[] packet : packets) {
      int length = packet.length - network;
      assertThat(plainSum(packet, 0, packet.length, network, number, length)).isEqualTo(0xffff);
      assertThat(Arrays.copyOfRange(packet, headers, packet.length))
          .isEqualTo(Arrays.copyOfRange(train, at, at + packet.length - headers));
      at += packet.length - headers;
      if (network == 20) {
        assertThat(IpPacket.number(packet, 2)).isEqualTo(packet.length);
      }
      boolean last = Arrays.equals(packet, packets.getLast());
      if (number == 6) {
        assertThat(packet[network + 13]).isEqualTo((byte) (last ? 0x18 : 0x10));
      }
    }
    join(packets);
    assertThat(written).hasSize(1);
    assertThat(written.getFirst()).isEqualTo(train);
  }

  @Test
  void packetsThatAreNoTrainStayAsTheyAre() {
    List<byte[]> packets = cut(train("4", "tcp", 3000));
    List<byte[]> wrong = new ArrayList<>();
    for (int change : new int[] {1, 8, 5, 15, 20, 27, 31, 33, 34, 44, 60}) {
      byte[] changed = packets.get(1).clone();
      changed[change] ^= 0x40;
      wrong.add(changed);
    }
    for (byte[] changed : wrong) {
      written.clear();
      join(List.of(packets.get(0), changed));
      assertThat(written).hasSize(2);
      assertThat(written.get(1)).hasSize(VirtioNetHeader.SIZE + changed.length).endsWith(changed);
      assertThat(written.get(1)).startsWith(new byte[VirtioNetHeader.SIZE]);
    }
    written.clear();
    join(List.of(packets.get(1), packets.get(0)));
    assertThat(written).hasSize(2);
  }

  @Test
  void packetsOfOthersBetweenAreWrittenInTheirTurn() {
    List<byte[]> packets = cut(train("4", "tcp", 4000));
    byte[] ping = new byte[84];
    ping[0] = 0x45;
    ping[9] = 1;
    join(List.of(packets.get(0), packets.get(1), ping, packets.get(2), packets.get(3)));
    assertThat(written).hasSize(3);
    assertThat(written.get(1)).endsWith(ping);
    assertThat(written).extracting(each -> each.length).containsExactly(2062, 94, 2062);
  }

  @Test
  void rubbishIsNotCut() {
    byte[] good = train("4", "tcp", 3000);
    for (int length : new int[] {0, 5, 10, 11, 40, 61, 62}) {
      assertThat(cut(Arrays.copyOf(good, length))).isEmpty();
    }
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] rubbish = new byte[random.nextInt(200)];
      random.nextBytes(rubbish);
      assertThat(cut(rubbish).size()).isLessThanOrEqualTo(rubbish.length);
      join(List.of(rubbish.length == 0 ? new byte[1] : rubbish));
    }
  }

  @Test
  void aLonePacketsChecksumIsCompleted() {
    byte[] train = train("4", "udp", 333);
    train[1] = VirtioNetHeader.GSO_NONE;
    byte[] packet = cut(train).getFirst();
    assertThat(plainSum(packet, 0, packet.length, 20, 17, 341)).isEqualTo(0xffff);
  }
}
