package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InnerFrameTest {
  @Test
  void theMarkIsWrittenIntoIpv4WithItsChecksum() {
    String ethernet = "0200000001020200000001010800";
    byte[] before = HexFormat.of().parseHex(ethernet + "45020028beef40004006fc9e0a0900010a090002");
    ByteBuffer packet = ByteBuffer.wrap(before);
    InnerFrame frame = new InnerFrame().read(packet, 0, before.length);
    ByteBuffer header = packet.slice(14, 20);
    header.putShort(10, (short) 0);
    header.putShort(10, (short) InternetChecksum.finish(InternetChecksum.sum(header, 0, 20)));
    frame.dsField(3);
    assertThat(frame.dsField()).isEqualTo(3);
    assertThat(InternetChecksum.finish(InternetChecksum.sum(header, 0, 20))).isZero();
  }

  @Test
  void theMarkIsWrittenIntoIpv6BehindAVlanTag() {
    String frame = "020000000102020000000101 8100 0005 86dd 6b8abcde" + "00".repeat(36);
    ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex(frame.replace(" ", "")));
    InnerFrame inner = new InnerFrame().read(packet, 0, packet.capacity());
    assertThat(inner.dsField()).isEqualTo(0xb8);
    inner.dsField(0xbb);
    assertThat(packet.getInt(18)).isEqualTo(0x6bbabcde);
  }
}
