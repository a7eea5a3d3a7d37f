package dev.netlab.netlink.snmp;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netns.Namespace;
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
}
