package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.udp.Family;
import dev.netlab.wireguard.device.OuterHeader.Checksum;
import dev.netlab.wireguard.device.OuterHeaders.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others on the wire see of datagrams beside their addresses. */
class OuterHeadersIT {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theyTellNothingOfWhatIsInside(Family outside) throws IOException {
    try (OuterHeaders headers = new OuterHeaders(folder)) {
      Sent sent = headers.sent("ours", "ours", outside);
      check(sent.initiator(), outside);
      check(sent.responder(), outside);
    }
  }

  private static void check(List<OuterHeader> sent, Family outside) {
    boolean over4 = outside == Family.IPV4;
    assertThat(sent).hasSize(OuterHeaders.MESSAGES);
    assertThat(sent).extracting(OuterHeader::checksum).containsOnly(Checksum.RIGHT);
    // AF41 (RFC 4594) for a handshake, ECN alone of what is inside for data; no DF, no flow
    // label, 64 hops
    assertThat(sent.getFirst().ip()).startsWith(over4 ? "458800004011" : "688000001140");
    assertThat(sent.subList(1, sent.size()))
        .allMatch(
            header -> header.ip().matches(over4 ? "450[0-3]00004011.*" : "60[0-3]000001140.*"))
        // UDP's and WireGuard's headers, and multiples of 16 up to the MTU
        .allMatch(header -> header.length() <= 40 + 1420)
        .allMatch(header -> (header.length() - 40) % 16 == 0 || header.length() == 40 + 1420);
    assertThat(sent).extracting(OuterHeader::ecn).startsWith(0, 0, 1, 2, 0).endsWith(3, 3);
    assertThat(sent).extracting(OuterHeader::counter).startsWith(0L, 0L, 1L, 2L);
  }
}
