package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is just below the limits that the reader of lab files knows is what the kernel takes: the
 * reader must not refuse more. BadLabFileTest has what is just above them.
 */
class KernelLimitsIT {
  private static final String LAB = "nlt-limits";

  private static final String TEXT =
      """
      name: limits
      networks: {wire: {mtu: 1280}}
      nodes:
        a:
          interfaces:
            eth0: {network: wire, address: ["2001:db8::1/64", 192.0.2.1/24, 192.0.2.1/25,
                192.0.2.1 peer 198.51.100.1, 192.0.2.1 peer 198.51.100.2]}
            veth: {peer: "b:veth", mtu: 65535, index: 2147483647, alias: ALIAS}
            tap: {tap: {}, mtu: 65521}
            gnv: {geneve: {id: 0, remote: 192.0.2.2}, mtu: 65505}
            tiny: {peer: "b:tiny", mtu: 68, address: [203.0.113.1/24, 203.0.113.9/0]}
            br0: {bridge: {ageing-time: 1000000, forward-delay: 30}, address: "2001:db8:1::1/64"}
            p0: {peer: "b:p0", master: br0, mtu: 1280}
            vx0: {vxlan: {id: 16777215, ttl: 255, port: 65535}}
            vx2: {vxlan: {id: 0, ttl: 0}}
            vx1: {vxlan: {id: 16777215, local: "2001:db8::1", port: 65535}}
          routes:
            - 10.0.0.0/8 via 192.0.2.2
            - 10.0.0.0/8 via 192.0.2.3 metric 4294967295
            - 10.0.0.0/8 via 192.0.2.2 table 4294967295
            - 10.1.0.0/16 via 192.0.2.2 mtu 4294967295 proto 255
            - 2001:db8:2::/48 via 2001:db8::2
            - 2001:db8:2::/48 via 2001:db8::2 metric 4294967295
            - 2001:db8::/64 dev eth0
            - 2001:db8:4::/48 via 2001:db8::2 src 2001:db8::1
            - 2001:db8:5::/48 via 2001:db8::2 src 2001:db8:1::1
            - default via 192.0.2.2
            - unreachable 2001:db8:3::/48 dev eth0
            - local 10.2.0.0/16 dev lo
            - 10.3.0.0/16 via 192.0.2.2 src 10.2.0.1
          rules:
            - fwmark 0xffffffff/0xffffffff lookup 4294967295 priority 4294967295
            - from any lookup 5
            - from any lookup 5
            - from 10.0.0.0/8 lookup 5 priority 9
            - from 10.0.0.0/8 lookup 6 priority 9
          neighbours:
            - 192.0.2.5 lladdr 02:00:00:00:00:01 dev eth0
            - 192.0.2.5 lladdr 02:00:00:00:00:02 dev br0
            - proxy 192.0.2.5 dev eth0
          fdb:
            - 00:00:00:00:00:00 dev vx0 dst 192.0.2.2
            - 00:00:00:00:00:00 dev vx0 dst 192.0.2.3 vni 16777215 port 65535
            - 02:00:00:00:00:01 dev p0 master static
            - 02:00:00:00:00:01 dev p0
            - 02:00:00:00:00:02 dev br0
          sysctls:
            net.ipv4.ip_default_ttl: 255
            net/ipv4/conf/eth0/rp_filter: 2
            net.ipv6.conf.veth.disable_ipv6: 1
        b: {}
      """
          .replace("ALIAS", "x".repeat(255));

  @TempDir Path folder;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @Test
  void theKernelTakesWhatTheReaderTakes() throws Exception {
    Path file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    TestLabs.up(new LabSource(LabReader.read(file, new LabName(LAB)), file, TEXT));
    assertThat(TestLabs.run(LAB, "a", "ip", "link", "show", "dev", "veth"))
        .contains("alias " + "x".repeat(255));
    assertThat(TestLabs.run(LAB, "a", "bridge", "fdb", "show", "dev", "vx0"))
        .contains("dst 192.0.2.2", "dst 192.0.2.3");
    assertThat(TestLabs.run(LAB, "a", "sysctl", "-n", "net.ipv4.conf.eth0.rp_filter"))
        .isEqualTo("2\n");
  }
}
