package dev.netlab.insight.trace;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.site.SiteNamespaces;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.snapshot.SnapshotFile;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the recordings that {@link RecordedTracesTest} reads. To be run as root in {@code
 * emulator/insight}, when what a recording holds has changed, while the labs that it names are up;
 * its arguments are the names of recordings.
 */
final class RecordTraces {
  private static final Path LABS = Path.of("..", "..", "labs");
  private static final Path RECORDINGS =
      Path.of("src/test/resources/dev/netlab/insight/trace/recorded");

  /**
   * What is recorded.
   *
   * @param lab the lab's file
   * @param broken a node and a shell's line to be run there before; empty for none
   * @param repair what undoes that, in the same node
   */
  private record Scenario(Path lab, TraceOptions options, List<String> broken, String repair) {}

  /** By the name of the recording; the main scenario of each built-in lab has the lab's name. */
  private static final Map<String, Scenario> SCENARIOS =
      Map.ofEntries(
          main("liqo-two-clusters", "nginx-local", "ping -c 1 -W 2 10.201.1.4"),
          main("contiv-vpp", "client", "timeout 2 bash -c </dev/tcp/10.1.2.13/8080"),
          main(
              "openshift-tracing",
              "nettools-dual-pod/nettools-container-1",
              "ping -c 1 -W 2 8.8.8.8"),
          main("docker-vm-baremetal", "0d1b1ae40269", "timeout 5 ping -c1 www.google.com"),
          small("delivered", "ping -c 1 -W 1 198.51.100.2", "", "", ""),
          small(
              "rule",
              "ping -c 1 -W 0.2 198.51.100.2",
              "router",
              "nft 'add table ip guard; add chain ip guard forward"
                  + " { type filter hook forward priority 0; };"
                  + " add rule ip guard forward ip protocol icmp drop'",
              "nft delete table ip guard"),
          small(
              "no-route",
              "ping -c 1 -W 0.2 198.51.100.2",
              "router",
              "ip route del 198.51.100.0/24",
              "ip route add 198.51.100.0/24 dev eth1 proto kernel scope link src 198.51.100.1"),
          // Without a port or an identification of their own, these look the same to nftrace.
          small(
              "equal-datagrams",
              List.of(
                  "bash",
                  "-c",
                  "for i in 1 2 3 4; do echo x >/dev/udp/fd00:2::2/9; done; sleep 0.2"),
              "router",
              "nft 'add table ip6 guard; add chain ip6 guard forward"
                  + " { type filter hook forward priority 0; };"
                  + " add rule ip6 guard forward udp dport 9 numgen inc mod 2 == 0 drop'",
              "nft delete table ip6 guard"),
          small("ttl", "ping -c 1 -W 0.2 -t 1 198.51.100.2", "", "", ""),
          small(
              "mtu",
              "ping -c 1 -W 0.2 -s 1400 -M do 198.51.100.2",
              "router",
              "ip link set eth1 mtu 1300",
              "ip link set eth1 mtu 1500"),
          small(
              "not-forwarding",
              "ping -c 1 -W 0.2 198.51.100.2",
              "router",
              "sysctl -qw net.ipv4.conf.eth0.forwarding=0",
              "sysctl -qw net.ipv4.conf.eth0.forwarding=1"),
          small("neighbour", "ping -c 1 -W 2 198.51.100.77", "", "", ""),
          small("closed-port", "bash -c echo>/dev/udp/198.51.100.2/9", "", "", ""),
          small(
              "no-way-back",
              "ping -c 1 -W 0.2 198.51.100.2",
              "server",
              "ip route del default via 198.51.100.1",
              "ip route add default via 198.51.100.1"));

  private RecordTraces() {}

  private static Map.Entry<String, Scenario> main(String lab, String node, String command) {
    TraceOptions options = TraceOptions.of(node, List.of(command.split(" ", -1)));
    return Map.entry(lab, new Scenario(LABS.resolve(lab, "lab.yaml"), options, List.of(), ""));
  }

  /** In a lab of a client, a router and a server. */
  private static Map.Entry<String, Scenario> small(
      String name, String command, String node, String broken, String repair) {
    return small(name, List.of(command.split(" ", -1)), node, broken, repair);
  }

  private static Map.Entry<String, Scenario> small(
      String name, List<String> command, String node, String broken, String repair) {
    TraceOptions options = TraceOptions.of("client", command);
    return Map.entry(
        name,
        new Scenario(
            Path.of("src/test/resources/trace/lab.yaml"),
            options,
            node.isEmpty() ? List.of() : List.of(node, broken),
            repair));
  }

  static void main(String[] recordings) throws IOException, InterruptedException {
    for (String name : recordings) {
      Scenario scenario = Objects.requireNonNull(SCENARIOS.get(name), name);
      Lab lab = LabReader.read(scenario.lab());
      RunningLab running = RunningLab.of(new StateDirectory(lab.name()));
      Path folder = RECORDINGS.resolve(name);
      if (scenario.broken().isEmpty()) {
        record(running, scenario.options(), folder);
      } else {
        String node = scenario.broken().getFirst();
        run(running, node, scenario.broken().getLast());
        record(running, scenario.options(), folder);
        run(running, node, scenario.repair());
      }
    }
  }

  private static void run(RunningLab running, String node, String line)
      throws IOException, InterruptedException {
    List<String> words = running.command(node, List.of("sh", "-ec", line));
    int status = new ProcessBuilder(words).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(line + " ended with " + status);
    }
  }

  private static void record(Site site, TraceOptions options, Path folder) throws IOException {
    Tracer tracer = new Tracer(site, options, Expectation.NONE, Progress.SILENT);
    try (SiteNamespaces opened = SiteNamespaces.open(site, site.nodes(), PacketTracing.FILES_EACH);
        KernelState state = KernelState.of(site)) {
      Tracer.Recorded recorded = tracer.record(opened.byNode(), System.out);
      RecordedTrace all = new RecordedTrace(options, recorded.input(), recorded.run(), state);
      Trace trace = all.trace();
      all.write(folder, SnapshotFile.write(state));
      Files.writeString(folder.resolve("trace.txt"), new TextStory(Palette.PLAIN).render(trace));
      Files.writeString(folder.resolve("trace.json"), RecordedTracesTest.json(trace));
    }
  }
}
