package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.engine.links.GeneveArguments;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.netlink.rtnetlink.Netem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceJsonTest {
  private static final Path NODE = Path.of("/run/netns/lab.node");

  private static Device geneve(String words) {
    GeneveTunnel tunnel = GeneveArguments.parse(List.of(words.split(" ")));
    return new Device.Geneve(NODE, "g0", tunnel);
  }

  @Test
  void whatIsWrittenIsRead() {
    List<Device> devices =
        List.of(
            geneve("id 7 remote 192.0.2.2"),
            geneve("id 8 remote fd00::2 dstport 6091 ttl inherit tos 4 df inherit udp6zerocsumrx"),
            new Device.WireGuard(NODE, "wg0", Path.of("/run/x/wg0.sock"), "private_key=00\n\"\\"),
            new Device.Wire(
                new Device.Wire.End(NODE, "eth0", Netem.parse("delay 12ms 1ms loss 0.1% seed 7")),
                new Device.Wire.End(Path.of("/run/netns/lab.net"), "node.eth0", Netem.NONE)));
    assertThat(DeviceJson.read(DeviceJson.write(devices))).isEqualTo(devices);
  }

  @Test
  void keysAreInTheFileAndNotInMessages() {
    Device device = new Device.WireGuard(NODE, "wg0", Path.of("/run/x"), "private_key=aa");
    assertThat(DeviceJson.write(List.of(device))).contains("private_key=aa");
    assertThat(device.toString() + device.describe()).doesNotContain("aa");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "[{}]",
        "[{\"kind\":\"vxlan\",\"namespace\":\"/n\",\"interface\":\"x\"}]",
        "[{\"kind\":\"geneve\",\"namespace\":\"/n\",\"interface\":\"x\",\"id\":\"7\"}]",
        "[{\"kind\":\"wire\",\"namespace\":\"/n\",\"interface\":\"x\",\"netem\":\"\"}]",
      })
  void whatIsNoDeviceIsRefused(String json) {
    assertThatThrownBy(() -> DeviceJson.read(json))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("read devices from JSON");
  }
}
