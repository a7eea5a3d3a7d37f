package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowHashTest {
  private static final String MACS = "020000000102020000000101";
  private final FlowHash hash = new FlowHash(42);

  private int port(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return hash.sourcePort(new InnerFrame().read(ByteBuffer.wrap(bytes), 0, bytes.length));
  }

  private static String ipv4(String fragment, int protocol, String addresses, String ports) {
    return MACS
        + "0800 45000028beef%s40%02x0000".formatted(fragment, protocol)
        + addresses
        + ports
        + "00".repeat(16);
  }

  @Test
  void oneFlowHasOnePortInBothDirections() {
    int there = port(ipv4("4000", 6, "0a090001 0a090002", "c0de0050"));
    assertThat(port(ipv4("4000", 6, "0a090001 0a090002", "c0de0050"))).isEqualTo(there);
    assertThat(port(ipv4("4000", 6, "0a090002 0a090001", "0050c0de"))).isEqualTo(there);
    assertThat(port(ipv4("4000", 17, "0a090001 0a090002", "c0de0050"))).isNotEqualTo(there);
    assertThat(port(ipv4("4000", 6, "0a090001 0a090002", "c0df0050"))).isNotEqualTo(there);
  }

  @Test
  void fragmentsOfAPacketStayTogether() {
    int first = port(ipv4("2000", 17, "0a090001 0a090002", "c0de0050"));
    assertThat(port(ipv4("00b9", 17, "0a090001 0a090002", "12345678"))).isEqualTo(first);
  }

  @Test
  void ipv6AndOthersHaveOneToo() {
    String addresses = "fd090000000000000000000000000001 fd090000000000000000000000000002";
    String back = "fd090000000000000000000000000002 fd090000000000000000000000000001";
    String ports = "c0de0050";
    int there = port(MACS + "86dd 6000000000141140" + addresses + ports + "00".repeat(16));
    assertThat(port(MACS + "86dd 6000000000141140" + back + "0050c0de" + "00".repeat(16)))
        .isEqualTo(there);
    assertThat(port(MACS + "0806")).isNotEqualTo(port("020000000103020000000101" + "0806"));
  }

  @Test
  void flowsSpreadOverTheWholeRange() {
    Set<Integer> ports = new HashSet<>();
    int lowest = 65536;
    int highest = 0;
    for (int i = 0; i < 20_000; i++) {
      int port = port(ipv4("4000", 6, "0a090001 0a090002", "%04x0050".formatted(i)));
      ports.add(port);
      lowest = Math.min(lowest, port);
      highest = Math.max(highest, port);
    }
    assertThat(lowest).isBetween(1, 100);
    assertThat(highest).isBetween(65_400, 65_534);
    assertThat(ports).hasSizeGreaterThan(16_500);
  }
}
