package dev.netlab.netlink.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountersTest {
  @Test
  void linesInPairsAndLinesOfTheirOwnAreRead() {
    Map<String, Long> values = new TreeMap<>();
    Counters.parse(
        """
        Ip: Forwarding ForwDatagrams
        Ip: 1 12
        Tcp: MaxConn RtoMin
        Tcp: -1 200
        Ip6InReceives                   	7
        """,
        values);
    assertThat(values)
        .isEqualTo(
            Map.of(
                "IpForwarding", 1L,
                "IpForwDatagrams", 12L,
                "TcpMaxConn", -1L,
                "TcpRtoMin", 200L,
                "Ip6InReceives", 7L));
  }

  @Test
  void onlyWhatGrewIsADifference() {
    Counters before = new Counters(Map.of("IpExtInNoRoutes", 3L, "TcpCurrEstab", 2L));
    Counters after =
        new Counters(Map.of("IpExtInNoRoutes", 5L, "TcpCurrEstab", 1L, "UdpNoPorts", 1L));
    assertThat(after.since(before)).isEqualTo(Map.of("IpExtInNoRoutes", 2L, "UdpNoPorts", 1L));
  }
}
