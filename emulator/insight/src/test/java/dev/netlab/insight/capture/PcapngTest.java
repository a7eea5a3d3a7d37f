package dev.netlab.insight.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.TunnelPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PcapngTest {
  private static final HexFormat HEX = HexFormat.of();

  /** A UDP datagram with the payload "hi", without Ethernet. */
  static final byte[] RAW =
      HEX.parseHex("4500001e00000000401166cd0a0000010a00000203e8000900" + "0a00006869");

  static CapturedFrame frame(String node, Way way, LinkType link, byte[] bytes, long nanos) {
    return new CapturedFrame(
        node, "eth0", way, nanos, link, bytes.length, bytes, TunnelPorts.ASSIGNED);
  }

  @Test
  void blocksAreAsTheDraftHasThem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pcapng pcapng = new Pcapng(out);
    pcapng.write(
        frame("a", Way.OUT, LinkType.RAW_IP, RAW, 0x0123456789abcdefL),
        OptionalLong.of(7),
        List.of("why"));
    assertThat(HEX.formatHex(out.toByteArray()))
        .isEqualTo(
            // section header: magic, version 1.0, length unknown, application "netlab"
            "0a0d0d0a"
                + "2c000000"
                + "4d3c2b1a"
                + "01000000"
                + "ffffffffffffffff"
                + "04000600"
                + "6e65746c61620000"
                + "00000000"
                + "2c000000"
                // interface: LINKTYPE_RAW, no snap length, name "a:eth0", 10^-9 s
                + "01000000"
                + "2c000000"
                + "65000000"
                + "00000000"
                + "02000600"
                + "613a657468300000"
                + "09000100"
                + "09000000"
                + "00000000"
                + "2c000000"
                // packet: interface 0, time, lengths, data and padding
                + "06000000"
                + "60000000"
                + "00000000"
                + "67452301"
                + "efcdab89"
                + "1e000000"
                + "1e000000"
                + HEX.formatHex(RAW)
                + "0000"
                // comment, flags (outbound), packet id
                + "01000300"
                + "77687900"
                + "02000400"
                + "02000000"
                + "05000800"
                + "0700000000000000"
                + "00000000"
                + "60000000");
  }
}
