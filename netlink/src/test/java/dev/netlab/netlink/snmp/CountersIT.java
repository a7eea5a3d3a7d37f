package dev.netlab.netlink.snmp;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.LinkStatistics;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersIT {
  @Test
  void eachNamespaceHasItsOwnAsNstatShowsThem(@TempDir Path folder) {
    try (TestNamespace one = new TestNamespace();
        TestNamespace other = new TestNamespace();
        Namespace first = Namespace.open(Path.of("/run/netns", one.name()));
        Namespace second = Namespace.open(Path.of("/run/netns", other.name()))) {
      one.sh("bash -c 'echo x >/dev/udp/127.0.0.1/9'");
      List<Counters> read = Counters.of(List.of(first, second));
      assertThat(read.getFirst().value("UdpNoPorts")).isEqualTo(1);
      assertThat(read.getLast().value("UdpNoPorts")).isZero();
      Map<String, Long> nstat =
          one.sh("NSTAT_HISTORY=" + folder.resolve("history") + " nstat -a")
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\\s+", -1))
              .collect(toMap(words -> words[0], words -> Long.valueOf(words[1])));
      assertThat(read.getFirst().values()).containsAllEntriesOf(nstat);
    }
  }

  @Test
  void aLinkCountsWhatItDropped() {
    try (TestNamespace host = new TestNamespace();
        Namespace namespace = Namespace.open(Path.of("/run/netns", host.name()));
        NetlinkSocket socket = NetlinkSocket.open(Protocol.ROUTE, namespace)) {
      host.ip("link add v0 type veth peer name v1");
      host.ip("link set v0 addrgenmode none");
      host.ip("link set v1 addrgenmode none");
      host.ip("link set v0 up");
      host.ip("link set v1 up");
      LinkStatistics before = LinkStatistics.dump(socket).get("v1");
      host.sh(
          """
          python3 - <<EOF
          import socket
          sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
          sender.bind(("v0", 0))
          sender.send(b"\\xff" * 6 + b"\\2" + b"\\0" * 5 + b"\\x88\\xb5" + b"x" * 46)
          EOF
          """);
      Map<String, LinkStatistics> after = LinkStatistics.dump(socket);
      assertThat(after.keySet()).containsExactlyInAnyOrder("lo", "v0", "v1");
      assertThat(requireNonNull(after.get("v1")).since(requireNonNull(before)))
          .isEqualTo(new LinkStatistics(1, 0, 60, 0, 0, 0, 1, 0, 0, 0));
      assertThat(requireNonNull(after.get("v0")).txBytes()).isEqualTo(60);
    }
  }
}
