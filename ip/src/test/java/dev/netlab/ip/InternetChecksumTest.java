package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
  @Test
  void theExampleOfRfc1071() {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));
    assertThat(InternetChecksum.finish(InternetChecksum.sum(bytes, 0, 8))).isEqualTo(0x220d);
  }

  @Test
  void equalsTheSumOfWordsAtAnyLengthAndOffset() {
    byte[] data = new byte[300];
    new Random(1).nextBytes(data);
    java.util.Arrays.fill(data, 100, 140, (byte) 0xff);
    ByteBuffer bytes = ByteBuffer.wrap(data);
    for (int from = 0; from < 9; from++) {
      for (int length = 0; length < 280; length++) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
          sum += (data[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
          sum = (sum & 0xffff) + (sum >>> 16);
        }
        assertThat(InternetChecksum.finish(InternetChecksum.sum(bytes, from, length)))
            .isEqualTo(~sum & 0xffff);
        assertThat(InternetChecksum.finish(InternetChecksum.sum(data, from, length)))
            .isEqualTo(~sum & 0xffff);
      }
    }
  }

  @Test
  void udpNeverSendsZero() {
    assertThat(InternetChecksum.finish(0xffff)).isZero();
    assertThat(InternetChecksum.finishUdp(0xffff)).isEqualTo(0xffff);
  }
}
