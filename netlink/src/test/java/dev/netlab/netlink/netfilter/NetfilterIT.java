package dev.netlab.netlink.netfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netfilter.NetfilterEvent.Connection;
import dev.netlab.netlink.netfilter.NetfilterEvent.Kind;
import dev.netlab.netlink.netfilter.NetfilterEvent.Trace;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.syscall.Errno;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside conntrack(8) and {@code nft monitor trace}, on real traffic. */
class NetfilterIT {
  private static final String TRACKING =
      """
      table inet tracking {
      	chain input {
      		type filter hook input priority filter; policy accept;
      		ct state new,established counter jump sub
      		ct mark set 7
      	}
      	chain sub {
      		counter
      	}
      	chain prerouting {
      		type filter hook prerouting priority -400;
      		icmp type echo-request meta nftrace set 1
      	}
      }
      """;

  private TestNamespace left;
  private TestNamespace right;
  private Namespace namespace;

  @BeforeEach
  void make() {
    left = new TestNamespace();
    right = new TestNamespace();
    left.join(right);
    namespace = Namespace.open(Path.of("/run/netns", right.name()));
    Nft.find().apply(namespace, TRACKING);
  }

  @AfterEach
  void remove() {
    namespace.close();
    left.close();
    right.close();
  }

  /** Without the seconds that are left, which differ from one look to the next. */
  private static String timeless(String line) {
    return line.replaceFirst("^(\\w+ +\\d+) \\d+ ", "$1 N ").replaceFirst(" use=\\d+", "").strip();
  }

  private List<String> conntrack(String family) {
    return right
        .sh("conntrack -L -f " + family + " -o id 2>/dev/null")
        .lines()
        .map(NetfilterIT::timeless)
        .toList();
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static List<NetfilterEvent> hear(
      NetfilterListener listener, Predicate<List<NetfilterEvent>> enough) {
    List<NetfilterEvent> heard = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              heard.addAll(listener.receive(Duration.ofMillis(100)).orElseThrow());
              return enough.test(heard);
            });
    return heard;
  }

  @Test
  void listsWhatConntrackLists() throws Exception {
    right.sh("sysctl -qw net.netfilter.nf_conntrack_acct=1");
    Process server = right.start("iperf3 -s -1 -p 5201 --forceflush");
    BufferedReader out = server.inputReader();
    String line = out.readLine();
    while (!line.contains("listening")) {
      line = out.readLine();
    }
    left.sh("iperf3 -c 10.0.0.2 -p 5201 -u -b 1M -n 20K");
    left.sh("ping -c 2 -i 0.01 10.0.0.2");
    left.sh("ping -c 1 fd00::2");
    server.waitFor();
    List<String> theirs = new ArrayList<>(conntrack("ipv4"));
    theirs.addAll(conntrack("ipv6"));
    try (Conntrack conntrack = Conntrack.open(namespace)) {
      List<ConntrackEntry> mine = conntrack.list();
      assertThat(mine.stream().map(entry -> timeless(entry.toString())))
          .containsExactlyInAnyOrderElementsOf(theirs);
      assertThat(theirs)
          .anyMatch(entry -> entry.startsWith("tcp ") && entry.contains("[ASSURED]"))
          .anyMatch(entry -> entry.startsWith("udp "))
          .anyMatch(entry -> entry.startsWith("icmp "))
          .anyMatch(entry -> entry.startsWith("icmpv6 "));
      assertThat(mine).allMatch(entry -> entry.timeout() > 0 && entry.mark() == 7);
    }
  }

  @Test
  void findsDeletesAndFlushes() {
    left.sh("ping -c 1 10.0.0.2");
    left.sh("ping -c 1 fd00::2");
    try (Conntrack conntrack = Conntrack.open(namespace)) {
      for (ConntrackEntry entry : conntrack.list()) {
        assertThat(conntrack.get(entry.original()).orElseThrow().id()).isEqualTo(entry.id());
        assertThat(conntrack.get(entry.reply()).orElseThrow().id()).isEqualTo(entry.id());
      }
      ConntrackEntry icmp =
          conntrack.list().stream()
              .filter(entry -> entry.original().protocol() == IpProtocol.ICMP)
              .findFirst()
              .orElseThrow();
      conntrack.delete(icmp);
      assertThat(conntrack.get(icmp.original())).isEmpty();
      assertThatThrownBy(() -> conntrack.delete(icmp))
          .isInstanceOfSatisfying(
              KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
      assertThat(conntrack.list()).isNotEmpty();
      conntrack.flush();
      assertThat(conntrack("ipv4")).isEmpty();
    }
  }

  @Test
  void hearsConnectionsOfOtherNamespacesAndTellsWhich() {
    // Joining them by a veth pair has already given it an id.
    String list = left.ip("netns list-id");
    Matcher id = Pattern.compile("nsid (\\d+) .*" + right.name()).matcher(list);
    assertThat(id.find()).as(list).isTrue();
    int nsid = Integer.parseInt(id.group(1));
    try (Namespace listening = Namespace.open(Path.of("/run/netns", left.name()));
        Conntrack conntrack = Conntrack.open(namespace);
        NetfilterListener listener =
            NetfilterListener.open(listening, EnumSet.allOf(NetfilterGroup.class))) {
      left.sh("ping -c 1 10.0.0.2");
      conntrack.flush();
      List<Connection> heard =
          hear(
                  listener,
                  events ->
                      events.stream()
                          .anyMatch(e -> e instanceof Connection(_, var k, _) && k == Kind.DESTROY))
              .stream()
              .filter(Connection.class::isInstance)
              .map(Connection.class::cast)
              .filter(event -> event.entry().original().protocol() == IpProtocol.ICMP)
              .toList();
      assertThat(heard).allMatch(event -> event.nsid() == nsid);
      assertThat(heard.getFirst().kind()).isEqualTo(Kind.NEW);
      assertThat(heard.getFirst().toString()).contains("[NEW] icmp     1 ", "[UNREPLIED]");
      assertThat(heard.getLast().kind()).isEqualTo(Kind.DESTROY);
      ConntrackTuple original = heard.getFirst().entry().original();
      assertThat(original.source()).isEqualTo(address("10.0.0.1"));
      assertThat(original.transport()).isInstanceOf(Transport.Icmp.class);
    }
  }

  @Test
  void hearsTheStepsThatNftMonitorPrints() throws Exception {
    Process monitor = right.start("nft monitor trace");
    try (NetfilterListener listener =
        NetfilterListener.open(namespace, EnumSet.of(NetfilterGroup.NFTRACE))) {
      BufferedReader printed = monitor.inputReader();
      // nft does not say when it listens: its first line does.
      await()
          .until(
              () -> {
                left.sh("ping -c 1 10.0.0.2");
                return printed.ready();
              });
      List<String> theirs = new ArrayList<>();
      List<String> mine = new ArrayList<>();
      List<NftTrace> steps =
          hear(
                  listener,
                  events ->
                      events.stream()
                          .anyMatch(
                              e ->
                                  e instanceof Trace(_, var step)
                                      && step.chain().equals("input")
                                      && step.type() == NftTrace.Type.POLICY))
              .stream()
              .map(event -> ((Trace) event).step())
              .toList();
      for (String line = printed.readLine(); ; line = printed.readLine()) {
        if (!line.contains(" packet: ")) {
          // The rule's text stands where ours has its handle.
          theirs.add(line.replaceFirst(" rule .*\\(", " rule (").strip());
        }
        if (line.contains("input policy accept")) {
          break;
        }
      }
      String last = theirs.getLast().substring(0, 17);
      steps.stream()
          .filter(step -> step.type() != NftTrace.Type.END)
          .forEach(step -> mine.add(step.toString().replaceFirst(" handle \\d+", "")));
      assertThat(mine.stream().filter(step -> step.startsWith(last)))
          .isNotEmpty()
          .containsExactlyElementsOf(
              theirs.stream().filter(step -> step.startsWith(last)).toList());

      NftTrace first = steps.getFirst();
      NftTrace.Packet packet = first.packet().orElseThrow();
      assertThat(right.ip("-o link show eth0")).startsWith(packet.inInterface() + ":");
      assertThat(packet.linkHeader().remaining()).isEqualTo(14);
      assertThat(packet.networkHeader().getInt(12)).isEqualTo(0x0a000001);
      assertThat(packet.transportHeader().get(0)).isEqualTo((byte) 8);
      assertThat(right.sh("nft -a list chain inet tracking prerouting"))
          .contains("nftrace set 1 # handle " + first.ruleHandle());
      NftTrace input =
          steps.stream().filter(step -> step.chain().equals("input")).findFirst().orElseThrow();
      NftTrace.Tracked tracked = input.tracked().orElseThrow();
      assertThat(tracked.state()).isEqualTo("new");
      assertThat(tracked.direction()).isEqualTo(NftTrace.Direction.ORIGINAL);
      try (Conntrack conntrack = Conntrack.open(namespace)) {
        assertThat(conntrack.list()).anyMatch(entry -> entry.id() == tracked.id());
      }
    } finally {
      monitor.destroy();
      monitor.waitFor(5, TimeUnit.SECONDS);
    }
  }
}
