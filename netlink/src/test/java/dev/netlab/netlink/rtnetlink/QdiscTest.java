package dev.netlab.netlink.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.wire.Message;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as linux/pkt_sched.h has them, little-endian. */
class QdiscTest {
  private static final Interfaces KNOWN = new Interfaces().add("eth0", 7);

  /** {@code struct tcmsg} of eth0, root. */
  private static final String TCMSG = "00000000 07000000 00000000 ffffffff 00000000";

  private static final String KIND = "0a000100 6e6574656d000000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' |"
            + " 54000200 00000000 e8030000 00000000 00000000 00000000 00000000"
            + " 0c000a00 0000000000000000 0c000b00 0000000000000000"
            + " 0c000300 00000000 00000000"
            + " 14000600 00000000 00000000 00000000 00000000",
        "limit 20 delay 12ms 1ms loss 0.1% rate 1gbit |"
            + " 54000200 00000000 14000000 37894100 00000000 00000000 00000000"
            + " 0c000a00 001bb70000000000 0c000b00 40420f0000000000"
            + " 0c000300 00000000 00000000"
            + " 14000600 40597307 00000000 00000000 00000000",
        "delay 1s duplicate 100% reorder 50% rate 40gbit seed 7 |"
            + " 6c000200 00000000 e8030000 00000000 01000000 ffffffff 00000000"
            + " 0c000a00 00ca9a3b00000000 0c000b00 0000000000000000"
            + " 0c000300 00000080 00000000"
            + " 0c000800 00f2052a01000000"
            + " 14000600 ffffffff 00000000 00000000 00000000"
            + " 0c000e00 0700000000000000"
      })
  void netemIsWrittenAndRead(String words, String options) {
    Netem netem = Netem.parse(words);
    Message message = Qdisc.impair("eth0", netem, KNOWN).message();
    assertThat(hex(message.body())).isEqualTo((TCMSG + KIND + options).replace(" ", ""));
    assertThat(message.type()).isEqualTo(36);
    // NLM_F_REPLACE | NLM_F_CREATE
    assertThat(message.flags()).isEqualTo(0x500);
    Qdisc read = Qdisc.read(message);
    assertThat(read.netem()).contains(netem);
    assertThat(read.device()).isEqualTo(7);
    assertThat(read.root()).isTrue();
  }

  @Test
  void aKernelsAnswerIsReadWithItsCounters() {
    // What Linux 6.1 lists of delay 12ms: handle 8001:, 5 packets of 490 bytes sent, 2 dropped.
    String body =
        "00000000 02000000 00000180 ffffffff 02000000"
            + KIND
            + "34000200 6cdc0200 e8030000 00000000 00000000 00000000 00000000"
            + "0c000a00 001bb70000000000 0c000b00 0000000000000000"
            + "30000700 14000100 ea01000000000000 05000000 00000000"
            + "18000300 01000000 62000000 02000000 00000000 00000000";
    Message message = new Message(36, 0, 0, 0, bytes(body));
    assertThat(Qdisc.read(message))
        .isEqualTo(
            new Qdisc(
                2, "netem", true, Optional.of(Netem.NONE.withDelay(12_000_000)), 5, 490, 2, 1));
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
