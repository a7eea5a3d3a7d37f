package dev.netlab.netlink.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BpfProgramTest {
  @Test
  void readsWhatTcpdumpPrints() {
    BpfProgram program = BpfProgram.parse("3\n40 0 0 12\n21 0 1 2048\n6 0 0 4294967295\n");
    ByteBuffer structures = program.structures();
    byte[] bytes = new byte[structures.remaining()];
    structures.get(bytes);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("280000000c000000" + "1500000100080000" + "06000000ffffffff");
  }

  @Test
  void refusesAnythingElse() {
    for (String text : new String[] {"", "2\n6 0 0 0\n", "1\n6 0 0\n", "tcpdump: syntax error"}) {
      assertThatThrownBy(() -> BpfProgram.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
