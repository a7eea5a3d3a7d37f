package dev.netlab.netlink.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.netfilter.NetfilterEvent.Connection;
import dev.netlab.netlink.netfilter.NetfilterEvent.Kind;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConntrackEntryTest {
  private static final InetAddress A = InetAddress.ofLiteral("fd00::1");
  private static final InetAddress B = InetAddress.ofLiteral("fd00::2");

  /** A masqueraded UDP flow whose reply tuple has the new source port; all lengths by hand. */
  private static final String MASQUERADED =
      "02000000" // AF_INET, version 0, resource 0
          + "34000180" // CTA_TUPLE_ORIG
          + ("14000180" + "08000100" + "0ac80102" + "08000200" + "ac120003")
          + ("1c000280"
              + "05000100"
              + "11000000"
              + "06000200"
              + "c7530000"
              + "06000300"
              + "7c660000")
          + "34000280" // CTA_TUPLE_REPLY
          + ("14000180" + "08000100" + "ac120003" + "08000200" + "ac120002")
          + ("1c000280"
              + "05000100"
              + "11000000"
              + "06000200"
              + "7c660000"
              + "06000300"
              + "04010000")
          + ("08000300" + "0000019a") // CTA_STATUS
          + ("08000700" + "0000001d") // CTA_TIMEOUT
          + ("08000800" + "ffffffff") // CTA_MARK
          + ("08000c00" + "80000001") // CTA_ID
          + ("1c000980" + "0c000100" + "0000000000000001" + "0c000200" + "00000000000000b0")
          + ("06001200" + "00050000"); // CTA_ZONE

  private static Message message(int type, int flags, String hex) {
    return new Message(type, flags, 0, 0, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  @Test
  void readsTheKernelsBytesAndPrintsConntracksLine() {
    Message created = message(Nfnetlink.CONNTRACK_NEW, Netlink.NLM_F_CREATE, MASQUERADED);
    Connection event = (Connection) NetfilterEvent.read(created, 3).orElseThrow();
    assertThat(event.kind()).isEqualTo(Kind.NEW);
    assertThat(event.nsid()).isEqualTo(3);
    assertThat(event.entry().status())
        .containsExactlyInAnyOrder(
            ConntrackStatus.SEEN_REPLY,
            ConntrackStatus.CONFIRMED,
            ConntrackStatus.SRC_NAT,
            ConntrackStatus.SRC_NAT_DONE,
            ConntrackStatus.DST_NAT_DONE);
    assertThat(event)
        .hasToString(
            "    [NEW] udp      17 29 src=10.200.1.2 dst=172.18.0.3 sport=51027 dport=31846"
                + " packets=1 bytes=176 src=172.18.0.3 dst=172.18.0.2 sport=31846 dport=1025"
                + " mark=4294967295 zone=5 id=2147483649");
    Message changed = message(Nfnetlink.CONNTRACK_NEW, 0, MASQUERADED);
    assertThat(NetfilterEvent.read(changed, 3).orElseThrow())
        .isEqualTo(new Connection(3, Kind.UPDATE, event.entry()));
  }

  @Test
  void tuplesAreReadAsTheyAreWritten() {
    for (ConntrackTuple tuple :
        List.of(
            new ConntrackTuple(A, B, IpProtocol.ICMPV6, new Transport.Icmp(128, 0, 0xfffe)),
            new ConntrackTuple(A, B, IpProtocol.TCP, new Transport.Ports(65535, 1)),
            new ConntrackTuple(A, B, IpProtocol.GRE, new Transport.Keys(0xabcd, 2)),
            new ConntrackTuple(A, B, 99, new Transport.Addresses()))) {
      MessageWriter writer = new MessageWriter(0, 0);
      tuple.write(writer);
      assertThat(ConntrackTuple.read(writer.message().attributes(0))).isEqualTo(tuple);
    }
  }
}
