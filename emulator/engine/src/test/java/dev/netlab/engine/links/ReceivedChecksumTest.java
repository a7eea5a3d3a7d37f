package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.tun.VirtioNetHeader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReceivedChecksumTest {
  private static final String MACS = "020000000102020000000101";

  /** IPv4 10.9.0.1 > 10.9.0.2 TCP with 32 bytes of header; pseudo header's sum by length. */
  private static InnerFrame tcp(String fragment, int payload, int checksum) {
    String ip = "0800 4500%04xbeef%s4006fc9e0a0900010a090002".formatted(52 + payload, fragment);
    String hex =
        MACS
            + ip
            + "c0de005000000001000000028010ffff%04x0000 ".formatted(checksum)
            + "0101080a0000000100000002"
            + "61".repeat(payload);
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new InnerFrame().read(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private static int pseudo(int tcpLength) {
    return 0x0a09 + 0x0001 + 0x0a09 + 0x0002 + 6 + tcpLength;
  }

  @Test
  void whatWasLeftUndoneIsSaid() {
    assertThat(ReceivedChecksum.header(tcp("4000", 100, pseudo(132)), 1450))
        .isEqualTo(new VirtioNetHeader(VirtioNetHeader.NEEDS_CSUM, 0, 0, 0, 34, 16));
  }

  @Test
  void aSegmentLongerThanAPacketIsToBeCut() {
    assertThat(ReceivedChecksum.header(tcp("4000", 4000, pseudo(4032)), 1450))
        .isEqualTo(
            new VirtioNetHeader(
                VirtioNetHeader.NEEDS_CSUM, VirtioNetHeader.GSO_TCPV4, 66, 1398, 34, 16));
    assertThat(ReceivedChecksum.header(tcp("4000", 1398, pseudo(1430)), 1450).gsoType()).isZero();
  }

  @Test
  void whatIsFinishedIsLeftToBeChecked() {
    assertThat(ReceivedChecksum.header(tcp("4000", 100, 0x1234), 1450))
        .isEqualTo(VirtioNetHeader.NONE);
    assertThat(ReceivedChecksum.header(tcp("2000", 100, pseudo(132)), 1450))
        .isEqualTo(VirtioNetHeader.NONE);
  }

  @Test
  void everyCutAndEveryByteIsBorne() {
    byte[] whole = tcp("4000", 20, pseudo(52)).bytes().array();
    for (int length = InnerFrame.ETHERNET_HEADER; length < whole.length; length++) {
      InnerFrame cut = new InnerFrame().read(ByteBuffer.wrap(whole), 0, length);
      assertThat(ReceivedChecksum.header(cut, 1450)).isEqualTo(VirtioNetHeader.NONE);
    }
  }
}
