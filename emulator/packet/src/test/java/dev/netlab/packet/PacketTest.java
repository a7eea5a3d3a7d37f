package dev.netlab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketTest {
  static List<Frames.Frame> frames() {
    return Frames.all();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void capturedFramesReadAsTheLineBelowThem(Frames.Frame frame) {
    Packet packet = frame.packet();
    assertThat(packet).hasToString(frame.line());
    assertThat(packet.innermost(Malformed.class)).isEmpty();
  }

  @Test
  void fieldsKeepTheirValuesAndOffsets() {
    Packet packet = Frames.packet("10.0.0.1 > 10.0.0.2 icmp echo-request id 28629 seq 1");
    assertThat(packet.layers())
        .extracting(Layer::getClass)
        .containsExactly(Ethernet.class, Ipv4.class, Icmp.class, Payload.class);
    assertThat(packet.layers()).extracting(Layer::offset).containsExactly(0, 14, 34, 42);
    assertThat(packet.innermost(Ipv4.class))
        .hasValueSatisfying(
            ip -> {
              assertThat(ip.ttl()).isEqualTo(64);
              assertThat(ip.length()).isEqualTo(84);
              assertThat(ip.dontFragment()).isTrue();
            });
    assertThat(packet.innermost(Icmp.class))
        .hasValueSatisfying(icmp -> assertThat(icmp.length()).isEqualTo(64));
    assertThat(packet.innermost(Payload.class))
        .map(packet::bytes)
        .map(ByteBuffer::remaining)
        .hasValue(56);
  }

  @Test
  void aTunnelPartsTheInnerFromTheOuterPacket() {
    Packet packet =
        Frames.packet(
            "172.18.0.2:40000 > 10.200.1.3:6091 udp / geneve id 1 / 10.0.0.1 > 10.0.0.2 icmp"
                + " echo-request id 28629 seq 1");
    assertThat(packet.levels()).hasSize(3);
    assertThat(packet.levels().get(1).find(Geneve.class))
        .hasValueSatisfying(geneve -> assertThat(geneve.headerLength()).isEqualTo(12));
    assertThat(packet.innermost(Ethernet.class))
        .hasValueSatisfying(e -> assertThat(e.source()).hasToString("02:00:00:00:00:0a"));
  }

  @Test
  void aPortThatIsNoTunnelsCarriesPayload() {
    Frames.Frame frame =
        Frames.all().stream().filter(f -> f.line().contains("vxlan")).findFirst().orElseThrow();
    Packet packet =
        Packet.decode(LinkType.ETHERNET, frame.bytes(), new TunnelPorts(Set.of(), Set.of(4790)));
    assertThat(packet.innermost(Vxlan.class)).isEmpty();
    assertThat(packet.innermost(Payload.class)).isPresent();
  }

  @Test
  void noVxlanIsWithoutItsFlagOrWithAReservedByte() {
    Frames.Frame frame =
        Frames.all().stream().filter(f -> f.line().contains("vxlan")).findFirst().orElseThrow();
    for (int[] change : new int[][] {{42, 0x00}, {42, 0xf7}, {49, 1}}) {
      byte[] bytes = frame.bytes();
      bytes[change[0]] = (byte) change[1];
      Packet packet = Packet.decode(LinkType.ETHERNET, bytes, Frames.PORTS);
      assertThat(packet.innermost(Vxlan.class)).isEmpty();
      assertThat(packet.innermost(Payload.class)).isPresent();
    }
  }

  @Test
  void aFrameThatTheCaptureCutIsNotMalformedButAShortOneIs() {
    String line = "10.0.0.2:80 > 10.0.0.1:45026 tcp ack length 11";
    ByteBuffer whole = Frames.packet(line).frame();
    ByteBuffer start = whole.slice(0, 70);
    assertThat(Packet.decode(LinkType.ETHERNET, start, whole.capacity(), Frames.PORTS))
        .hasToString(line);
    assertThat(Packet.decode(LinkType.ETHERNET, start, 70, Frames.PORTS))
        .hasToString(line + " [the last 7 bytes are missing]");
  }

  /** Masquerading chose 4789 once. */
  @Test
  void aWireGuardMessageIsOneAlsoAtATunnelsPort() {
    List<Frames.Frame> messages =
        Frames.all().stream().filter(f -> f.line().contains(":31864 udp / wireguard")).toList();
    assertThat(messages).hasSizeGreaterThan(3);
    for (Frames.Frame message : messages) {
      for (int port : List.of(4789, 6081)) {
        byte[] bytes = message.bytes();
        ByteBuffer.wrap(bytes).putShort(36, (short) port);
        assertThat(Packet.decode(LinkType.ETHERNET, bytes, Frames.PORTS))
            .hasToString(message.line().replace("31864", Integer.toString(port)));
      }
    }
  }

  /** Padding ends at the MTU: a packet of 1420 bytes in a device of 1420 has none. */
  @Test
  void aWireGuardMessageNeedsNoPadding() {
    ByteBuffer packet = ByteBuffer.allocate(28 + 32 + 1420);
    packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0);
    packet.putShort((short) 0x4011).putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
    packet.putShort((short) 7).putShort((short) 9).putShort((short) (8 + 32 + 1420));
    packet.putShort((short) 0).putInt(0x04000000).putInt(0x01000000).put((byte) 5);
    assertThat(Packet.decode(LinkType.RAW_IP, packet.array(), Frames.PORTS))
        .hasToString("10.0.0.1:7 > 10.0.0.2:9 udp / wireguard data counter 5");
  }

  @Test
  void textIsFoundInPayload() {
    Packet packet = Frames.packet("10.0.0.2:80 > 10.0.0.1:45026 tcp ack length 11");
    assertThat(packet.indexOf("Hello World".getBytes(StandardCharsets.UTF_8), 0)).isEqualTo(66);
    assertThat(packet.indexOf("Hello World".getBytes(StandardCharsets.UTF_8), 67)).isEqualTo(-1);
  }

  @Test
  void everyTruncationOfEveryFrameIsReadWithoutException() {
    for (Frames.Frame frame : Frames.all()) {
      byte[] whole = frame.bytes();
      for (int length = 0; length <= whole.length; length++) {
        ByteBuffer bytes = ByteBuffer.wrap(whole, 0, length);
        Packet shorter = Packet.decode(LinkType.ETHERNET, bytes, length, Frames.PORTS);
        Packet cut = Packet.decode(LinkType.ETHERNET, bytes, whole.length, Frames.PORTS);
        inside(shorter, length);
        inside(cut, length);
        if (length >= 54) {
          assertThat(cut.toString()).startsWith(frame.line().substring(0, 8));
        }
      }
    }
  }

  @Test
  void garbageIsReadWithoutException() {
    Random random = new Random(20261121);
    List<Frames.Frame> frames = Frames.all();
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = frames.get(random.nextInt(frames.size())).bytes();
      for (int change = random.nextInt(8); change >= 0; change--) {
        bytes[random.nextInt(Math.min(bytes.length, 120))] = (byte) random.nextInt(256);
      }
      inside(Packet.decode(LinkType.ETHERNET, bytes, Frames.PORTS), bytes.length);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      inside(Packet.decode(LinkType.RAW_IP, noise, Frames.PORTS), noise.length);
    }
  }

  @Test
  void nestsAreReadToABoundOnly() {
    // IPv4 in IPv4, 3000 times: each header 20 bytes.
    byte[] nest = new byte[60_000];
    for (int at = 0; at < nest.length; at += 20) {
      int length = nest.length - at;
      nest[at] = 0x45;
      nest[at + 2] = (byte) (length >> 8);
      nest[at + 3] = (byte) length;
      nest[at + 9] = 4;
    }
    Packet packet = Packet.decode(LinkType.RAW_IP, nest, Frames.PORTS);
    assertThat(packet.layers()).hasSizeLessThan(200);
    assertThat(packet.toString()).contains("more than 64 layers");
  }

  private static void inside(Packet packet, int length) {
    for (Layer layer : packet.layers()) {
      assertThat(layer.offset()).isBetween(0, length);
      if (layer instanceof Payload payload) {
        assertThat(packet.bytes(payload).remaining()).isEqualTo(payload.length());
      }
    }
    assertThat(packet.toString()).isNotNull();
  }
}
