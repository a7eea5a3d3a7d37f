package dev.netlab.netlink.tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VirtioNetHeaderTest {
  private static final VirtioNetHeader TSO =
      new VirtioNetHeader(
          VirtioNetHeader.NEEDS_CSUM, VirtioNetHeader.GSO_TCPV4, 0x0042, 0x05a8, 0x22, 0x10);

  @Test
  void isTheKernelsTenBytesWhateverTheBuffersOrder() {
    String native10 =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? "01014200a80522001000"
            : "0101004205a800220010";
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer buffer = ByteBuffer.allocate(12).order(order);
      TSO.write(buffer, 2);
      assertThat(HexFormat.of().formatHex(buffer.array(), 2, 12)).isEqualTo(native10);
      assertThat(VirtioNetHeader.read(buffer, 2)).isEqualTo(TSO);
    }
  }
}
