package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.insight.capture.TestPair;
import dev.netlab.lab.Lab;
import dev.netlab.lab.ScenarioCommand;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Left pings an address that right translates to its own. */
class LabCheckIT {
  private static final String LAB =
      """
      name: check-test
      nodes:
        left:
          interfaces:
            eth0: {peer: "right:eth0", address: 10.0.0.1/24}
        right:
          interfaces:
            eth0: {address: 10.0.0.2/24}
      scenarios:
        ping:
          listen: right:8080
          run: {node: left, command: bash -c 'echo > /dev/udp/10.0.0.2/9'; ping -c 1 -W 1 10.9.9.9}
          facts:
      """;

  private final TestPair pair = new TestPair();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void set() {
    TestPair.sh(
        pair.left,
        "ip route add 10.9.9.0/24 via 10.0.0.2; ip route add 10.8.0.0/16 via 10.0.0.2 table 77;"
            + " ip rule add to 10.8.0.0/16 lookup 77");
    TestPair.sh(
        pair.right,
        """
        nft -f - <<END
        table ip front-door {
          chain prerouting {
            type nat hook prerouting priority dstnat;
            ip daddr 10.9.9.9 counter dnat to 10.0.0.2 comment "lab.yaml:7"
            ip daddr 10.9.9.8 dnat to 10.0.0.2
          }
          chain raw {
            type filter hook prerouting priority raw;
            udp dport 9 drop
          }
        }
        END
        """);
  }

  @AfterEach
  void close() {
    pair.close();
  }

  private static Commands.Output run(ScenarioCommand run, TestPair pair) {
    String output =
        TestPair.sh(
            run.place().node().equals("left") ? pair.left : pair.right,
            "(" + run.command() + ") 2>&1; echo status=$?");
    int at = output.lastIndexOf("status=");
    return new Commands.Output(
        Integer.parseInt(output.substring(at + 7).strip()), output.substring(0, at));
  }

  private Map<String, FactResult> check(String facts) throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, LAB + facts.indent(6));
    Lab lab = LabReader.read(file);
    try (Recorder recorder = Recorder.start(pair.nodes(), SiteTunnelPorts.of(lab));
        LabCheck check =
            new LabCheck(
                lab,
                pair.nodes(),
                recorder,
                run -> run(run, pair),
                run -> {
                  throw new AssertionError("no fact asks for a trace of " + run);
                },
                (node, name) -> Optional.empty())) {
      Map<String, FactResult> results = new HashMap<>();
      check.run(lab.scenarios().getFirst(), result -> results.put(result.id(), result));
      return results;
    }
  }

  @Test
  void whatIsSoHolds() throws IOException {
    Map<String, FactResult> results =
        check(
            """
            prints: [{prints: "64 bytes from 10.9.9.9: icmp_seq=1"}, {exit: 0}]
            command: [{command: {node: right, run: echo hello, prints: hello, exit: 0}}]
            lines: [{command: {node: right, run: printf 'a\\nb\\nc\\n', prints: "a\\nb\\n"}}]
            listen:
              - command: {node: left, run: timeout 2 bash -c '</dev/tcp/10.0.0.2/8080', exit: 0}
            address: [{address: "left:eth0 10.0.0.1/24"}]
            route: [{route: left 10.9.9.0/24 via 10.0.0.2 dev eth0}]
            table: [{route: left 10.8.0.0/16 via 10.0.0.2 dev eth0 table 77}]
            rule: [{rule: left to 10.8.0.0/16 lookup 77}]
            lookup: [{lookup: left 10.8.1.1 by 10.8.0.0/16 via 10.0.0.2 dev eth0 table 77}]
            link: [{link: "left:eth0 veth mtu $mtu"}, {link: "right:eth0 veth mtu $mtu"}]
            any: [{link: "left:eth0 veth mtu *"}]
            nft:
              - nft:
                  node: right
                  table: front-door
                  rule: ip daddr 10.9.9.9 counter dnat to 10.0.0.2
                  matched: 10.0.0.1 > 10.9.9.9 icmp echo-request
            hooks:
              - hooks:
                  node: left
                  packet: 10.0.0.1 > 10.9.9.9 icmp echo-request
                  pass: [output, postrouting]
              - hooks:
                  node: right
                  packet: 10.0.0.1 > 10.9.9.9 icmp echo-request
                  pass: [prerouting, input]
              - hooks:
                  node: right
                  packet: 10.0.0.2 > 10.0.0.1 icmp echo-reply
                  pass: [output, postrouting]
            refused:
              - hooks: {node: right, packet: 10.0.0.1 > * udp, pass: [prerouting]}
            conntrack:
              - conntrack: right icmp 10.0.0.1 > 10.9.9.9 reply 10.0.0.2 > 10.0.0.1
            packet:
              - packet: "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request id $id ttl 64"
              - packet: "left:eth0 in 10.9.9.9 > 10.0.0.1 icmp echo-reply id $id"
            absent: [{absent: "left:eth0 in 10.0.0.2 > 10.0.0.1 icmp echo-reply"}]
            same:
              - same:
                  packet: 10.0.0.1 > 10.9.9.9 icmp echo-request
                  at: [ "left:eth0 out", "right:eth0 in" ]
            path:
              - path:
                  - "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request"
                  - "right:eth0 in 10.0.0.1 > 10.9.9.9 icmp echo-request"
                  - "right:eth0 out 10.9.9.9 > 10.0.0.1 icmp echo-reply"
                  - "left:eth0 in 10.9.9.9 > 10.0.0.1 icmp echo-reply"
            differ:
              - packet: "left:eth0 out $a > $b icmp echo-request"
              - differ: [ $a, $b ]
            """);
    assertThat(results.values()).allSatisfy(r -> assertThat(r.passed()).as("%s", r).isTrue());
    assertThat(results.get("packet"))
        .extracting(FactResult::detail)
        .asString()
        .startsWith("seen at left:eth0 out: 10.0.0.1 > 10.9.9.9 icmp echo-request id");
  }

  @Test
  void whatIsNotSoFailsAndSaysWhatIs() throws IOException {
    Map<String, FactResult> results =
        check(
            """
            prints: [{prints: "65 bytes"}]
            exit: [{exit: 3}]
            command: [{command: {node: right, run: "echo hello; exit 4", exit: 0}}]
            lines: [{command: {node: right, run: printf 'a\\nb\\nc\\n', prints: "a\\nc\\n"}}]
            address: [{address: "left:eth0 10.0.0.1/16"}]
            route: [{route: left 10.8.0.0/16 via 10.0.0.2 dev eth0}]
            gateway: [{route: left 10.9.9.0/24 dev eth0}]
            rule: [{rule: left to 10.8.0.0/16 lookup 78}]
            lookup: [{lookup: left 10.8.1.1 by 10.9.9.0/24 via 10.0.0.2 dev eth0}]
            link: [{link: "left:eth0 geneve id 5"}]
            mtu: [{link: "left:eth0 veth mtu 1400"}]
            nft:
              - nft: {node: right, table: front-door, rule: ip daddr 10.9.9.9 drop}
            matched:
              - nft:
                  node: right
                  table: front-door
                  rule: ip daddr 10.9.9.8 dnat to 10.0.0.2
                  matched: 10.0.0.1 > 10.9.9.9 icmp echo-request
            hooks:
              - hooks:
                  node: right
                  packet: 10.0.0.1 > 10.9.9.9 icmp echo-request
                  pass: [prerouting]
            nohooks: [{hooks: {node: left, packet: "* > 10.9.9.8", pass: [output, postrouting]}}]
            conntrack:
              - conntrack: right icmp 10.0.0.1 > 10.9.9.9 reply 10.9.9.9 > 10.0.0.1
            packet: [{packet: "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request ttl 63"}]
            variable:
              - packet: "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request id $id"
              - packet: "left:eth0 in 10.9.9.9 > 10.0.0.1 icmp echo-reply seq $id"
            absent: [{absent: "right:eth0 10.0.0.1 > 10.9.9.9 icmp echo-request"}]
            same:
              - same:
                  packet: 10.0.0.1 > 10.9.9.9 icmp echo-request
                  at: [ "right:eth0 in", "left:eth0 out" ]
            path:
              - path:
                  - "right:eth0 in 10.0.0.1 > 10.9.9.9 icmp echo-request"
                  - "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request"
            hidden:
              - hidden:
                  packet: "left:eth0 out 10.0.0.1 > 10.9.9.9 icmp echo-request"
                  from: [ "right:eth0 in" ]
            """);
    assertThat(results.values()).allSatisfy(r -> assertThat(r.passed()).as("%s", r).isFalse());
    assertThat(detail(results, "exit")).contains("ended with 0, expected 3: ");
    assertThat(detail(results, "command")).contains("ended with 4, expected 0: hello");
    assertThat(detail(results, "link")).contains("left:eth0 is veth").contains("expected geneve");
    assertThat(detail(results, "route"))
        .contains("left has no '10.8.0.0/16 via 10.0.0.2 dev eth0'; it has 10.8.0.0/16 via");
    assertThat(detail(results, "nft"))
        .contains("right's table front-door has no rule 'ip daddr 10.9.9.9 drop'; it has ip daddr");
    assertThat(detail(results, "conntrack"))
        .contains("right tracked no icmp connection 10.0.0.1 > 10.9.9.9 reply");
    assertThat(detail(results, "absent"))
        .contains("was seen: seen at right:eth0 in: 10.0.0.1 > 10.9.9.9");
    assertThat(detail(results, "hidden")).contains("can be read: seen at right:eth0 in");
    assertThat(detail(results, "packet")).contains("differs in ttl 64, expected 63");
    assertThat(detail(results, "matched")).contains("did not match it: no packet did");
    assertThat(detail(results, "hooks"))
        .contains("right: 10.0.0.1 > 10.9.9.9 icmp echo-request")
        .endsWith(" passed prerouting, input, not prerouting");
    assertThat(detail(results, "nohooks")).contains("came to no hook of left;");
    assertThat(detail(results, "path")).contains("only before seen at right:eth0 in");
    assertThat(detail(results, "variable")).contains("seq 1, expected $id = ");
    assertThat(detail(results, "prints")).contains("/lab.yaml:").contains("was not printed, but: ");
  }

  @Test
  void theTraceTableIsGoneAfterwards() throws IOException {
    check(
        """
        nft:
          - nft:
              node: right
              table: front-door
              rule: ip daddr 10.9.9.8 dnat to 10.0.0.2
              matched: 10.0.0.1 > 10.9.9.9 icmp echo-request
        """);
    assertThat(TestPair.sh(pair.right, "nft list tables")).isEqualTo("table ip front-door\n");
  }

  private static String detail(Map<String, FactResult> results, String id) {
    return Optional.ofNullable(results.get(id)).orElseThrow().detail();
  }
}
