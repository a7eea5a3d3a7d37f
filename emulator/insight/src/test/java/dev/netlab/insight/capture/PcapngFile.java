package dev.netlab.insight.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pcapng file as its readers take it: block after block, each with its length at both ends. */
public final class PcapngFile {
  private static final int SECTION = 0x0a0d0d0a;
  private static final int PACKET = 6;

  private PcapngFile() {}

  /** How many packets a file has that ends with a whole block. */
  public static int packetsOfWhole(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).as("a section's header").isGreaterThanOrEqualTo(28);
    assertThat(bytes.getInt(0)).isEqualTo(SECTION);
    int packets = 0;
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      assertThat(bytes.remaining()).as("a block at %d", start).isGreaterThanOrEqualTo(12);
      int length = bytes.getInt(start + 4);
      assertThat(bytes.remaining()).as("the block at %d", start).isGreaterThanOrEqualTo(length);
      assertThat(bytes.getInt(start + length - 4)).isEqualTo(length);
      packets += bytes.getInt(start) == PACKET ? 1 : 0;
      bytes.position(start + length);
    }
    return packets;
  }
}
