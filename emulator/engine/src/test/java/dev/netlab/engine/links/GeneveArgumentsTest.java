package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.engine.links.GeneveTunnel.AcceptedChecksum;
import dev.netlab.engine.links.GeneveTunnel.SentChecksum;
import dev.netlab.netlink.rtnetlink.DontFragment;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneveArgumentsTest {
  private static GeneveTunnel parse(String words) {
    return GeneveArguments.parse(List.of(words.split(" ")));
  }

  @Test
  void defaultsAreThoseOfTheKernelsDevice() {
    InetAddress four = InetAddress.ofLiteral("192.0.2.2");
    InetAddress six = InetAddress.ofLiteral("fd00::2");
    DontFragment unset = DontFragment.UNSET;
    assertThat(parse("id 7 remote 192.0.2.2"))
        .isEqualTo(
            new GeneveTunnel(
                7, four, 6081, 0, 0, unset, SentChecksum.ZERO, AcceptedChecksum.FULL_OR_ZERO));
    assertThat(parse("vni 7 remote fd00::2"))
        .isEqualTo(
            new GeneveTunnel(7, six, 6081, 0, 0, unset, SentChecksum.FULL, AcceptedChecksum.FULL));
  }

  @Test
  void allWordsCount() {
    assertThat(
            parse(
                "remote fd00::2 ttl inherit tos 0x20 df set dstport 6091 udp6zerocsumtx"
                    + " udp6zerocsumrx id 0xffffff"))
        .isEqualTo(
            new GeneveTunnel(
                0xffffff,
                InetAddress.ofLiteral("fd00::2"),
                6091,
                GeneveTunnel.INHERIT,
                0x20,
                DontFragment.SET,
                SentChecksum.ZERO,
                AcceptedChecksum.FULL_OR_ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "id 7, wants 'remote'",
        "remote 192.0.2.2, wants 'id'",
        "id 16777216 remote 192.0.2.2, id 16777216 is not in",
        "id 7 remote 224.0.0.1, multicast",
        "id 7 remote 0.0.0.0, not an address",
        "id 7 remote host.example, host.example",
        "id 7 remote 192.0.2.2 dstport 0, port 0",
        "id 7 remote 192.0.2.2 ttl 256, ttl 256",
        "id 7 remote 192.0.2.2 dstport, wants a value",
        "id seven remote 192.0.2.2, 'seven' is not a number",
        "id 7 remote 192.0.2.2 csum, does not know 'csum'",
        "id 7 remote 192.0.2.2 df maybe, df 'maybe'",
      })
  void refusesWhatTheKernelRefuses(String words, String why) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
