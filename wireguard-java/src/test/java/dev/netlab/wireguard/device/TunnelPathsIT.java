package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tunnels over paths that are not just a wire: wide and narrow, through a NAT, through a tunnel.
 */
class TunnelPathsIT {
  /** A transport message (type, receiver, counter, tag) with nothing in it. */
  private static final int KEEPALIVE = 32;

  @RegisterExtension final Made made = new Made();
  @TempDir Path keys;

  private Host host(String suffix) {
    return made.later(Host.make(suffix));
  }

  /** One end: a device in a host, its address 10.NET.0.NUMBER, its UDP port 10000 + NET. */
  private record End(Host host, int net, int number, String publicKey) {
    String device() {
      return "wg" + net;
    }

    String address() {
      return "10." + net + ".0." + number;
    }

    void knows(End other, String words) {
      host.run(
          "wg set %s peer %s allowed-ips %s/32 %s"
              .formatted(device(), other.publicKey, other.address(), words));
    }
  }

  private End end(Host host, int net, int number) throws IOException {
    String device = "wg" + net;
    made.later(
        WireGuardDevice.start(
            DeviceOptions.of(device, host.namespace, host.socket(device)).withMtu(1420)));
    KeyFile key = KeyFile.generate(keys.resolve(net + "." + number));
    host.run("wg set %s private-key %s listen-port %d".formatted(device, key, 10_000 + net));
    host.ip("addr add 10.%d.0.%d/24 dev %s".formatted(net, number, device));
    host.ip("link set " + device + " up");
    return new End(host, net, number, key.publicKey());
  }

  @ParameterizedTest
  @ValueSource(ints = {576, 1280, 1420, 9000, 65_535})
  void packetsOfEveryMtuPass(int mtu) throws IOException {
    Host a = host("a");
    Host b = host("b");
    Host.connect(a, b, "v0", "192.168.50");
    End one = end(a, 1, 1);
    End two = end(b, 1, 2);
    one.knows(two, "endpoint 192.168.50.2:10001");
    two.knows(one, "");
    for (Host host : List.of(a, b)) {
      host.ip("link set v0 mtu " + Math.min(65_535, mtu + 80));
      host.ip("link set wg1 mtu " + mtu);
    }
    // A datagram holds 65507 bytes at most: header, tag, and what is padded to a multiple of 16.
    int largest = Math.min(mtu, 65_472);
    for (int size : new int[] {28, 29, largest / 2, largest - 1, largest}) {
      assertThat(WireGuardPair.pings(a, 2, "-M do -s " + (size - 28) + " 10.1.0.2"))
          .as("packets of %d bytes", size)
          .isEqualTo(2);
    }
    if (mtu > largest) {
      // The first is refused by an ICMP error, of which the kernel then keeps the route's MTU.
      a.attempt("ping -c 1 -W 1 -M do -s " + (mtu - 28) + " 10.1.0.2");
      assertThat(a.ip("route get 10.1.0.2")).contains("mtu 65472");
    }
    carriesTcp(a, b, "10.1.0.2");
  }

  private static void carriesTcp(Host from, Host to, String address) {
    Process server = Shell.start(to.command("iperf3", "-s", "-1"));
    try {
      Awaitility.await().until(() -> to.run("ss -Hltn").contains(":5201"));
      assertThat(from.run("timeout 40 iperf3 -J -c " + address + " -n 8M"))
          .doesNotContain("\"error\"");
    } finally {
      server.descendants().forEach(ProcessHandle::destroy);
      server.destroy();
    }
  }

  @Test
  void aTunnelRunsInATunnel() throws IOException {
    Host a = host("a");
    Host b = host("b");
    Host.connect(a, b, "v0", "192.168.50");
    End one = end(a, 1, 1);
    End two = end(b, 1, 2);
    one.knows(two, "endpoint 192.168.50.2:10001");
    two.knows(one, "");
    End inner = end(a, 2, 1);
    End other = end(b, 2, 2);
    inner.knows(other, "endpoint " + two.address() + ":10002");
    other.knows(inner, "");
    a.ip("link set wg2 mtu 1340");
    b.ip("link set wg2 mtu 1340");
    assertThat(WireGuardPair.pings(a, 3, "-M do -s 1312 10.2.0.2")).isEqualTo(3);
    carriesTcp(a, b, "10.2.0.2");
    assertThat(b.run("wg show wg2 endpoints")).contains("10.1.0.1:10002");
  }

  @Test
  void keepalivesHoldAWayThroughANatOpen() throws IOException {
    Host a = host("a");
    Host nat = host("n");
    Host b = host("b");
    Host.connect(a, nat, "v0", "192.168.50");
    Host.connect(nat, b, "v1", "192.168.60");
    a.ip("route add default via 192.168.50.2");
    nat.run("sysctl -qw net.ipv4.ip_forward=1");
    nat.run("nft add table ip n");
    nat.run("nft add chain ip n post { type nat hook postrouting priority 100 ; }");
    nat.run("nft add rule ip n post oifname v1 masquerade random");
    nat.run("sysctl -qw net.netfilter.nf_conntrack_udp_timeout=2");
    nat.run("sysctl -qw net.netfilter.nf_conntrack_udp_timeout_stream=2");
    End one = end(a, 1, 1);
    End two = end(b, 1, 2);
    two.knows(one, "");
    one.knows(two, "endpoint 192.168.60.2:10001");
    assertThat(WireGuardPair.ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    awaitConnections(nat, false);
    assertThat(WireGuardPair.ping(b, "-c 1 -W 1 10.1.0.1")).isZero();
    one.knows(two, "persistent-keepalive 1");
    awaitConnections(nat, true);
    // One a second: by the fifth the NAT would long have forgotten a connection that is silent.
    long before = received(b);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> received(b) >= before + 5 * KEEPALIVE);
    assertThat(WireGuardPair.ping(b, "-c 1 10.1.0.1")).isEqualTo(1);
    assertThat(b.run("wg show wg1 endpoints")).contains("192.168.60.1:");
  }

  /** Of the only peer of wg1, in bytes. */
  private static long received(Host host) {
    return Long.parseLong(host.run("wg show wg1 transfer").split("\t", -1)[1]);
  }

  private static void awaitConnections(Host nat, boolean some) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> nat.run("conntrack -L -p udp").contains("udp ") == some);
  }
}
