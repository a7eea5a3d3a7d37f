package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static dev.netlab.wireguard.protocol.Network.ipv6;
import static dev.netlab.wireguard.protocol.Network.ones;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.ip.IcmpError;
import org.junit.jupiter.api.Test;

/** What the sender of a packet is told by ICMP when it cannot go through the tunnel. */
class IcmpErrorsTest {
  private final Network net = new Network();

  @Test
  void withoutAPeerOrAnEndpointTheSenderIsTold() {
    byte[] nowhere = ipv4("10.0.0.1", "10.77.0.1", 84);
    net.send(net.a, nowhere);
    IcmpError error = net.a.answers.getFirst();
    assertThat(error.to()).isEqualTo(IpAddress.parse("10.0.0.1"));
    assertThat(error.message()).startsWith(3, 1).hasSize(8 + 84).endsWith(nowhere);
    assertThat(ones(error.message(), 0, error.message().length)).isEqualTo(0xffff);

    net.configure(
        net.a,
        new Side(3, "192.0.2.3:3", net),
        new PeerChange.AddAllowedIp(IpPrefix.parse("fd77::/16")));
    byte[] withoutEndpoint = ipv6("fd00::1", "fd77::1", 100);
    net.send(net.a, withoutEndpoint);
    IcmpError six = net.a.answers.getLast();
    assertThat(six.to()).isEqualTo(IpAddress.parse("fd00::1"));
    assertThat(six.message()).startsWith(1, 3, 0, 0).endsWith(withoutEndpoint);
    assertThat(net.log).isEmpty();
    assertThat(net.a.delivered).isEmpty();
  }

  @Test
  void theSenderOfWhatNoDatagramHoldsIsTold() {
    net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 65_472));
    assertThat(net.b.delivered).hasSize(1);
    net.send(net.a, ipv4("10.0.0.1", "10.0.0.2", 65_473));
    byte[] error = net.a.answers.getFirst().message();
    assertThat(error).startsWith(3, 4);
    assertThat((error[6] & 255) << 8 | (error[7] & 255)).isEqualTo(65_472);
    assertThat(ones(error, 0, error.length)).isEqualTo(0xffff);
    net.send(net.a, ipv6("fd00::1", "fd00::2", 65_473));
    byte[] six = net.a.answers.getLast().message();
    assertThat(six).startsWith(2, 0);
    assertThat((six[6] & 255) << 8 | (six[7] & 255)).isEqualTo(65_472);
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
    assertThat(net.a.answers).isEmpty();
  }

  @Test
  void errorsAreAtMost50AtOnceAndAThousandASecond() {
    byte[] nowhere = ipv4("10.0.0.1", "10.77.0.1", 84);
    for (int i = 0; i < 60; i++) {
      net.send(net.a, nowhere);
    }
    assertThat(net.a.answers).hasSize(50);
    for (int i = 0; i < 2000; i++) {
      net.now += SECONDS.toNanos(1) / 2000;
      net.send(net.a, nowhere);
    }
    assertThat(net.a.answers).hasSize(1050);
    net.now += MILLISECONDS.toNanos(1);
    net.send(net.a, nowhere);
    assertThat(net.a.answers).hasSize(1051);
  }

  @Test
  void errorsQuoteNoMoreThanFitsTheLeastMtu() {
    net.send(net.a, ipv4("10.0.0.1", "10.77.0.1", 1400));
    assertThat(net.a.answers.getFirst().message()).hasSize(576 - 20);
    net.send(net.a, ipv6("fd00::1", "fd77::1", 1400));
    assertThat(net.a.answers.getLast().message()).hasSize(1280 - 40);
  }
}
