package dev.netlab.netlink.genetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireGuardTest {
  private static final GenericFamily FAMILY = new GenericFamily("wireguard", 0x1b);
  static final WireGuardKey PRIVATE = key(0x40);
  static final WireGuardKey PUBLIC = key(0x02);
  static final InetSocketAddress ENDPOINT = new InetSocketAddress("172.18.0.3", 31864);

  @Test
  void aPeerIsWrittenAsTheKernelsHeaderSays() {
    WireGuardPeer peer =
        WireGuardPeer.of(PUBLIC, ENDPOINT, List.of(Prefix.parse("10.200.0.0/16"))).withKeepalive(5);
    Request request = WireGuardDevice.put(FAMILY, "wg0", peer).getFirst();
    assertThat(request.message().type()).isEqualTo(0x1b);
    assertThat(hex(request.message().body()))
        .isEqualTo(
            ("01010000" // WG_CMD_SET_DEVICE, version 1
                    + "08000200 77673000" // IFNAME
                    + "94000880 90000080" // PEERS, the first
                    + "24000100"
                    + "02".repeat(32) // PUBLIC_KEY
                    + "08000300 02000000" // FLAGS: REPLACE_ALLOWEDIPS
                    + "24000200"
                    + "00".repeat(32) // PRESHARED_KEY: none
                    + "06000500 05000000" // keepalive
                    + "14000400 02007c78 ac120003 0000000000000000" // sockaddr_in
                    + "20000980 1c000080 06000100 02000000 08000200 0ac80000 05000300 10000000")
                .replace(" ", ""));
  }

  @Test
  void aDeviceIsReadFromSeveralParts() {
    MessageWriter first =
        FAMILY
            .command(0, 1)
            .string(2, "wg0")
            .bytes(3, PRIVATE.bytes())
            .u16(6, 51840)
            .u32(7, 9)
            .nest(
                8,
                peers ->
                    peers.nest(
                        0,
                        peer ->
                            peer.bytes(1, PUBLIC.bytes())
                                .bytes(2, new byte[32])
                                .container(
                                    4,
                                    at ->
                                        at.header16(10)
                                            .headerBe16(7)
                                            .header32(0)
                                            .headerBytes(
                                                Prefix.parse("fd00::1").address().getAddress())
                                            .header32(0))
                                .u16(5, 25)
                                .container(
                                    6, t -> t.header32(100).header32(0).header32(5).header32(0))
                                .u64(7, 1372)
                                .u64(8, 1428)
                                .nest(9, all -> all.nest(0, ip -> allowed(ip, "10.1.0.0/16")))));
    MessageWriter second =
        FAMILY
            .command(0, 1)
            .string(2, "wg0")
            .nest(
                8,
                peers ->
                    peers.nest(
                        0,
                        peer ->
                            peer.bytes(1, PUBLIC.bytes())
                                .nest(9, all -> all.nest(0, ip -> allowed(ip, "fd01::/64")))));
    List<Message> parts = List.of(first.message(), second.message());
    WireGuardPeer peer =
        new WireGuardPeer(
            PUBLIC,
            null,
            new InetSocketAddress(Prefix.parse("fd00::1").address(), 7),
            List.of(Prefix.parse("10.1.0.0/16"), Prefix.parse("fd01::/64")),
            25,
            new WireGuardPeer.Statistics(Instant.ofEpochSecond(100, 5), 1372, 1428));
    assertThat(WireGuardReader.read(parts))
        .isEqualTo(new WireGuardDevice("wg0", PRIVATE, null, 51840, 9, List.of(peer)));
  }

  private static void allowed(MessageWriter block, String prefix) {
    Prefix parsed = Prefix.parse(prefix);
    block.u16(1, 0).address(2, parsed.address()).u8(3, parsed.length());
  }

  @Test
  void manyAddressesGoIntoSeveralMessages() {
    List<Prefix> blocks = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      blocks.add(Prefix.parse("10." + i / 256 + "." + i % 256 + ".0/24"));
    }
    List<Request> requests =
        WireGuardDevice.put(FAMILY, "wg0", WireGuardPeer.of(PUBLIC, null, blocks));
    assertThat(requests).hasSize(3);
    assertThat(WireGuardReader.read(requests.stream().map(Request::message).toList()).peers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.allowed()).isEqualTo(blocks));
  }

  @Test
  void keysAreNotShown() {
    assertThat(WireGuardDevice.of("wg0", PRIVATE, 1, List.of()).toString())
        .doesNotContain(PRIVATE.base64());
  }

  static WireGuardKey key(int each) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) each);
    return new WireGuardKey(bytes);
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
