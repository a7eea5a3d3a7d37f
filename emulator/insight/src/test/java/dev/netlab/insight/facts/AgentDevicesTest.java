package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.links.GeneveTunnel;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDevicesTest {
  /** Facts are held against the text, which for a kernel's device is ip's. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "fd00::2"})
  void aTunnelsRemoteIsWrittenAsIpDoes(String remote) {
    GeneveTunnel tunnel = GeneveTunnel.to(5, InetAddress.ofLiteral(remote));
    assertThat(AgentDevices.parameters(tunnel)).containsEntry("remote", remote);
  }
}
