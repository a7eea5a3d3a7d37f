package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static dev.netlab.wireguard.protocol.Network.ipv6;
import static dev.netlab.wireguard.protocol.Network.ones;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpPrefix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the sender of a packet is told by ICMP when it cannot go through the tunnel. */
class IcmpErrorsTest {
  private final Network net = new Network();

  @Test
  void withoutAPeerOrAnEndpointTheSenderIsTold() {
    byte[] nowhere = ipv4("10.0.0.1", "10.77.0.1", 84);
    net.send(net.a, nowhere);
    byte[] error = net.a.delivered.getFirst();
    assertThat(error[9]).isEqualTo((byte) 1);
    assertThat(new byte[] {error[20], error[21]}).containsExactly(3, 1);
    assertThat(error).hasSize(20 + 8 + 84);
    assertThat(Arrays.copyOfRange(error, 12, 20)).containsExactly(10, 77, 0, 1, 10, 0, 0, 1);
    assertThat(ones(error, 0, 20)).isEqualTo(0xffff);
    assertThat(ones(error, 20, error.length - 20)).isEqualTo(0xffff);

    net.configure(
        net.a,
        new Side(3, "192.0.2.3:3", net),
        new PeerChange.AddAllowedIp(IpPrefix.parse("fd77::/16")));
    net.send(net.a, ipv6("fd00::1", "fd77::1", 100));
    byte[] six = net.a.delivered.getLast();
    assertThat(new byte[] {six[6], six[40], six[41]}).containsExactly(58, 1, 3);
    assertThat(net.log).isEmpty();
  }

  @Test
  void theSenderOfWhatNoDatagramHoldsIsTold() {
    net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 65_472));
    assertThat(net.b.delivered).hasSize(1);
    net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 65_473));
    byte[] error = net.a.delivered.getFirst();
    assertThat(new byte[] {error[9], error[20], error[21]}).containsExactly(1, 3, 4);
    assertThat((error[26] & 255) << 8 | (error[27] & 255)).isEqualTo(65_472);
    assertThat(ones(error, 20, error.length - 20)).isEqualTo(0xffff);
    net.send(net.a, ipv6("fd00::1", "fd00::2", 65_473));
    byte[] six = net.a.delivered.getLast();
    assertThat(new byte[] {six[6], six[40], six[41]}).containsExactly(58, 2, 0);
    assertThat((six[46] & 255) << 8 | (six[47] & 255)).isEqualTo(65_472);
    assertThat(net.b.delivered).hasSize(1);
  }

  @Test
  void errorsAndMulticastAreNotAnsweredWithErrors() {
    net.send(net.a, ipv4("10.0.0.1", "239.1.1.1", 84));
    byte[] unreachable = ipv4("10.0.0.1", "10.77.0.1", 84);
    unreachable[9] = 1;
    unreachable[20] = 3;
    net.send(net.a, unreachable);
    net.send(net.a, ipv6("fd00::1", "ff02::1", 84));
    byte[] unreachable6 = ipv6("fd00::1", "fd77::1", 84);
    unreachable6[6] = 58;
    unreachable6[40] = 1;
    net.send(net.a, unreachable6);
    byte[] laterFragment = ipv4("10.0.0.1", "10.77.0.1", 84);
    laterFragment[7] = 3;
    net.send(net.a, laterFragment);
    net.send(net.a, ipv4("0.0.0.0", "10.77.0.1", 84));
    assertThat(net.a.delivered).isEmpty();
  }

  @Test
  void errorsAreAtMost50AtOnceAndAThousandASecond() {
    byte[] nowhere = ipv4("10.0.0.1", "10.77.0.1", 84);
    for (int i = 0; i < 60; i++) {
      net.send(net.a, nowhere);
    }
    assertThat(net.a.delivered).hasSize(50);
    for (int i = 0; i < 2000; i++) {
      net.now += SECONDS.toNanos(1) / 2000;
      net.send(net.a, nowhere);
    }
    assertThat(net.a.delivered).hasSize(1050);
    net.now += MILLISECONDS.toNanos(1);
    net.send(net.a, nowhere);
    assertThat(net.a.delivered).hasSize(1051);
  }

  @Test
  void errorsQuoteNoMoreThanFitsTheLeastMtu() {
    net.send(net.a, ipv4("10.0.0.1", "10.77.0.1", 1400));
    assertThat(net.a.delivered.getFirst()).hasSize(576);
    net.send(net.a, ipv6("fd00::1", "fd77::1", 1400));
    assertThat(net.a.delivered.getLast()).hasSize(1280);
  }
}
