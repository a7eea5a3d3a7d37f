package dev.netlab.engine.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.LinkControl.Impairer;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.rtnetlink.Netem;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Impaired links of a running lab under a kernel that has netem. */
@Tag("guest")
class StockKernelLabLinkIT {
  private static final String LAB = "nlt-netem";
  private static final Path FILE = file();

  private final Lab lab = LabReader.read(FILE, new LabName(LAB));

  /** By the class path: the guest runs the tests of all modules in one folder. */
  private static Path file() {
    URL file = Objects.requireNonNull(StockKernelLabLinkIT.class.getResource("/run/impaired.yaml"));
    return Path.of(URI.create(file.toString()));
  }

  @BeforeEach
  void up() {
    TestLabs.up(TestLabs.source(FILE, lab));
  }

  @AfterEach
  void down() {
    TestLabs.down(LAB);
  }

  private static String shown(String node, String name) throws IOException {
    return TestLabs.run(LAB, node, "tc", "qdisc", "show", "dev", name);
  }

  @Test
  void theKernelsNetemDoesWhatTheFileAndNetlabLinkSay() throws IOException {
    RunningLab running = RunningLab.of(new StateDirectory(new LabName(LAB)));
    assertThat(running.agent().condition()).isInstanceOf(LabAgent.Condition.NotNeeded.class);
    assertThat(shown("a", "eth0")).contains("netem", "root", "limit 1000 delay 20ms  1ms");
    assertThat(shown("b", "eth1")).contains("loss 100%");
    assertThat(shown("a", "eth1")).doesNotContain("netem");
    assertThat(TestLabs.run(LAB, "a", "ping", "-c2", "-i0.2", "-W5", "192.0.2.2"))
        .contains(" 0% packet loss");
    // Also an interface of which the file says nothing.
    try (LinkControl link = LinkControl.open(running, lab, "b", "eth0")) {
      link.requireImpairable();
      link.impair(_ -> Netem.parse("delay 5ms loss 1% rate 10mbit"));
      assertThat(shown("b", "eth0")).contains("delay 5ms loss 1% rate 10Mbit");
      assertThat(link.show().impairer()).isEqualTo(Impairer.KERNEL);
      assertThat(link.show().netem().delay()).isEqualTo(5_000_000);
      link.reset();
      assertThat(shown("b", "eth0")).doesNotContain("netem");
    }
    try (LinkControl link = LinkControl.open(running, lab, "a", "eth0")) {
      assertThat(link.show().counters().get("sent")).isPositive();
      link.impair(netem -> netem.withDelay(60_000_000));
      assertThat(shown("a", "eth0")).contains("delay 60ms  1ms");
      link.reset();
      assertThat(shown("a", "eth0")).contains("delay 20ms  1ms");
    }
  }

  @Test
  void whatTheKernelsNetemHoldsIsUnderWay() throws IOException {
    RunningLab running = RunningLab.of(new StateDirectory(new LabName(LAB)));
    try (SiteNamespaces namespaces = SiteNamespaces.open(running, running.nodes(), 2);
        LinkQueues queues = LinkQueues.of(running, namespaces.byNode().values());
        LinkControl link = LinkControl.open(running, lab, "b", "eth0")) {
      assertThat(queues.holdPackets()).isFalse();
      link.impair(_ -> Netem.parse("delay 100s"));
      TestLabs.run(LAB, "b", "bash", "-c", "echo > /dev/udp/192.0.2.1/9");
      assertThat(queues.holdPackets()).isTrue();
      link.reset();
      assertThat(queues.holdPackets()).isFalse();
    }
  }
}
