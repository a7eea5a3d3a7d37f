package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgesIT {
  private static final String LAB = "nlt-docker-bridges";

  /** As libvirt's default network. */
  private static final String TEXT =
      """
      name: bridges
      nodes:
        host:
          interfaces:
            virbr0: {bridge: {stp: true, forward-delay: 0}, address: 192.0.2.1/24}
            virbr0-nic: {tap: {}, mac: "52:54:00:a8:d1:80", master: virbr0, up: false}
            vnet0: {peer: "vm:eth0", master: virbr0}
            vnet1: {peer: "other:eth0", master: virbr0}
        vm: {interfaces: {eth0: {address: 192.0.2.2/24}}}
        other: {interfaces: {eth0: {address: 192.0.2.3/24}}}
      """;

  @TempDir Path folder;

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @Test
  void portsForwardAtOnceWhereTheSpanningTreeBeginsLate() throws Exception {
    Path file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    TestLabs.up(new LabSource(LabReader.read(file, new LabName(LAB)), file, TEXT));
    assertThat(run("vm", "ping", "-c1", "-W1", "192.0.2.3")).contains(" 0% packet loss");
    assertThat(run("host", "ip", "-d", "link", "show", "dev", "virbr0")).contains("stp_state 1");
    assertThat(run("host", "bridge", "link", "show", "dev", "vnet0")).contains("state forwarding");
    assertThat(run("host", "ip", "-d", "link", "show", "dev", "virbr0-nic"))
        .contains("master virbr0 state DOWN", "link/ether 52:54:00:a8:d1:80", "tun type tap");
  }

  private static String run(String node, String... command) throws Exception {
    return TestLabs.run(LAB, node, command);
  }
}
