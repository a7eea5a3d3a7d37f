package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;

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
}
