package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.links.GeneveHeader.Verdict;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneveHeaderTest {
  private static final String FRAME = "020000000102 020000000101 0806";

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void isWrittenAsTheRfcDrawsIt() {
    ByteBuffer packet = ByteBuffer.allocate(10);
    GeneveHeader.write(packet, 1, 0xabcdef);
    assertThat(packet.array()).isEqualTo(bytes("00 0000 6558 abcdef 00 00").array());
  }

  @ParameterizedTest
  @CsvSource({
    "0000 6558 00000700, FRAME",
    // Reserved bits and OAM are no reason to drop.
    "0080 6558 00000700, FRAME",
    "003f 6558 000007ff, FRAME",
    "0100 6558 00000700 01020300, FRAME",
    "0040 6558 00000700, CRITICAL_OPTION",
    "4000 6558 00000700, MALFORMED",
    "c000 6558 00000700, MALFORMED",
    "0800 6558 00000700, MALFORMED",
    "0000 0800 00000700, NOT_ETHERNET",
    "0000 86dd 00000700, NOT_ETHERNET",
    "0000 0806 00000700, UNKNOWN_PROTOCOL",
  })
  void isJudgedAsTheKernelJudgesIt(String header, Verdict verdict) {
    ByteBuffer packet = bytes("ff" + header + FRAME);
    assertThat(GeneveHeader.validate(packet, 1, packet.capacity() - 1)).isEqualTo(verdict);
  }

  @Test
  void whatIsCutShortIsMalformed() {
    ByteBuffer packet = bytes("0100 6558 00000700 01020300" + FRAME);
    for (int length = 0; length < packet.capacity(); length++) {
      assertThat(GeneveHeader.validate(packet, 0, length)).isEqualTo(Verdict.MALFORMED);
    }
  }

  @Test
  void tellsVniAndWhereTheFrameBegins() {
    ByteBuffer packet = bytes("0200 6558 abcdef00 0102030405060708" + FRAME);
    assertThat(GeneveHeader.vni(packet, 0)).isEqualTo(0xabcdef);
    assertThat(GeneveHeader.size(packet, 0)).isEqualTo(16);
  }
}
