package dev.netlab.emulator.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcnTest {
  /** Seen at Linux 6.1: DSCP stays inside, ECN goes outside, and CE leaves as ECT(0). */
  @ParameterizedTest
  @CsvSource({"0,0,0", "0,1,1", "0,2,2", "0,3,2", "0,0xb8,0", "0x20,0xb9,0x21", "0xff,0x03,0xfe"})
  void encapsulates(String outer, String inner, String expected) {
    assertThat(Ecn.encapsulate(Integer.decode(outer), Integer.decode(inner)))
        .isEqualTo(Integer.decode(expected));
  }

  /** The table of RFC 6040 figure 4; rows are the inner codepoint, columns the outer. */
  @Test
  void decapsulatesByTheTableOfRfc6040() {
    int[] outer = {Ecn.NOT_ECT, Ecn.ECT_0, Ecn.ECT_1, Ecn.CE};
    int[][] table = {
      {Ecn.NOT_ECT, Ecn.NOT_ECT, Ecn.NOT_ECT, Ecn.NOT_ECT, Ecn.DROP},
      {Ecn.ECT_0, Ecn.ECT_0, Ecn.ECT_0, Ecn.ECT_1, Ecn.CE},
      {Ecn.ECT_1, Ecn.ECT_1, Ecn.ECT_1, Ecn.ECT_1, Ecn.CE},
      {Ecn.CE, Ecn.CE, Ecn.CE, Ecn.CE, Ecn.CE},
    };
    for (int[] row : table) {
      for (int i = 0; i < outer.length; i++) {
        int expected = row[i + 1] == Ecn.DROP ? Ecn.DROP : 0xb8 | row[i + 1];
        assertThat(Ecn.decapsulate(outer[i], 0xb8 | row[0]))
            .as("inner %d outer %d", row[0], outer[i])
            .isEqualTo(expected);
      }
    }
  }

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
