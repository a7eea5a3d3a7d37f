package dev.netlab.lab.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabGraphTest {
  @Test
  void findsBothEndsOfEachTunnelOnce() {
    assertThat(LabGraph.of(SampleLabs.liqo()).tunnels())
        .containsExactly(
            new Tunnel(
                PortKind.GENEVE,
                "1",
                "udp 6091",
                List.of(plug("rome-worker", "liqo.00000"), plug("gw-local", "liqo.11111"))),
            new Tunnel(
                PortKind.WIREGUARD,
                "",
                "udp 51840",
                List.of(plug("gw-local", "liqo-tunnel"), plug("gw-remote", "liqo-tunnel"))),
            new Tunnel(
                PortKind.GENEVE,
                "2",
                "udp 6091",
                List.of(plug("milan-worker", "liqo.33333"), plug("gw-remote", "liqo.22222"))));
  }

  @Test
  void joinsVxlansOfManyEndsAndKeepsTunnelsThatNobodyAnswers() {
    assertThat(LabGraph.of(SampleLabs.bridges()).tunnels())
        .containsExactly(
            new Tunnel(
                PortKind.VXLAN,
                "10",
                "udp 4789",
                List.of(plug("h1", "vx"), plug("h2", "vx"), plug("h3", "vx"))),
            new Tunnel(
                PortKind.WIREGUARD,
                "",
                "udp 5555",
                List.of(plug("h1", "wg0"), new End.Elsewhere("198.51.100.9"))),
            new Tunnel(
                PortKind.GENEVE,
                "7",
                "udp 6081",
                List.of(plug("h2", "g"), new End.Unanswered("h3"))));
  }

  /** Two nodes have the remote address: the one that points back is meant. */
  @Test
  void prefersTheNodeThatPointsBack() {
    LabGraph graph =
        LabGraph.of(
            SampleLabs.read(
                """
                name: twice
                networks: {a: {}, b: {}}
                nodes:
                  left:
                    interfaces:
                      eth0: {network: a, address: 10.0.0.1/24}
                      t: {geneve: {id: 1, remote: 10.0.0.2}}
                  wrong:
                    interfaces:
                      eth0: {network: b, address: 10.0.0.2/24}
                      t: {geneve: {id: 1, remote: 10.0.0.9}}
                  right:
                    interfaces:
                      eth0: {network: a, address: 10.0.0.2/24}
                      t: {geneve: {id: 1, remote: 10.0.0.1}}
                """));
    assertThat(graph.tunnels().getFirst().ends())
        .containsExactly(plug("left", "t"), plug("right", "t"));
  }

  @Test
  void findsVxlanEndsInTheForwardingDatabase() {
    LabGraph graph =
        LabGraph.of(
            SampleLabs.read(
                """
                name: flooded
                networks: {a: {}}
                nodes:
                  left:
                    interfaces:
                      eth0: {network: a, address: 10.0.0.1/24}
                      vx: {vxlan: {id: 5, local: 10.0.0.1}}
                    fdb: [00:00:00:00:00:00 dev vx dst 10.0.0.2]
                  right:
                    interfaces:
                      eth0: {network: a, address: 10.0.0.2/24}
                      vx: {vxlan: {id: 5, local: 10.0.0.2}}
                """));
    assertThat(graph.tunnels())
        .containsExactly(
            new Tunnel(
                PortKind.VXLAN, "5", "udp 4789", List.of(plug("left", "vx"), plug("right", "vx"))));
  }

  private static End plug(String node, String interfaceName) {
    return new End.Plug(node, interfaceName);
  }
}
