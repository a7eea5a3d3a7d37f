package dev.netlab.nft.simulate;

import static dev.netlab.nft.AclText.acl;
import static dev.netlab.nft.AclText.bind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.RuleText;
import dev.netlab.nft.Shop;
import dev.netlab.nft.compile.AclCompiler;
import dev.netlab.nft.compile.PolicyCompiler;
import dev.netlab.nft.compile.ServiceCompiler;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.RulesetParser;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.Prefix;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node: pods behind tap5 (10.1.1.0/24), other nodes' behind loop0, all else behind eth0. */
class SimulatorTest {
  private static final Host NODE =
      new Host(
          Map.of(
              "eth0", List.of(IpAddress.parse("192.0.2.1")),
              "tap5", List.of(IpAddress.parse("10.1.1.1")),
              "loop0", List.of(IpAddress.parse("10.1.0.1"))),
          List.of(
              new Host.Route(Prefix.parse("0.0.0.0/0"), "eth0"),
              new Host.Route(Prefix.parse("10.1.0.0/16"), "loop0"),
              new Host.Route(Prefix.parse("10.1.1.0/24"), "tap5")));

  private static Simulator policy(String... rules) {
    List<String> lines = new ArrayList<>(List.of("[t]"));
    lines.addAll(List.of(rules));
    return new Simulator(PolicyCompiler.compile(RuleText.tables("t", lines)), NODE, _ -> 0);
  }

  private static Simulator shop(Chance chance) {
    return new Simulator(new Ruleset(ServiceCompiler.compile(Shop.table())), NODE, chance);
  }

  private static Packet tcp(String in, String source, String destination, int port) {
    return Packet.from(in, Protocol.TCP, source, 40000, destination, port);
  }

  /** What answers a packet that left. */
  private static Packet answer(Walk walk) {
    Packet sent = walk.packet();
    return new Packet(sent.tuple().reversed(), sent.icmpType(), sent.tcpFlags(), sent.out(), "", 0);
  }

  private static String tuple(Walk walk) {
    return walk.packet().tuple().toString();
  }

  @Test
  void translatesAConnectionBothWays() {
    Simulator node =
        policy(
            "masquerade source=10.1.0.0/16 out=eth0",
            "dnat destination=198.18.0.0/24 to=203.0.113.0/24");
    Walk request = node.walk(tcp("tap5", "10.1.1.5", "198.18.0.9", 80), State.empty());
    assertThat(request.outcome()).isEqualTo(new Outcome.Sent("eth0"));
    assertThat(tuple(request)).isEqualTo("tcp 192.0.2.1:40000 > 203.0.113.9:80");
    assertThat(request.steps())
        .extracting(step -> step.chain() + " " + step.rule().comment())
        .containsExactly("nat-prerouting t:3", "nat-postrouting t:2");
    Walk reply = node.walk(answer(request), request.after());
    assertThat(reply.outcome()).isEqualTo(new Outcome.Sent("tap5"));
    assertThat(tuple(reply)).isEqualTo("tcp 198.18.0.9:80 > 10.1.1.5:40000");
    assertThat(reply.steps()).isEmpty();
  }

  @Test
  void whatIsNeverTranslatedMeetsNoOtherTranslation() {
    Simulator node = policy("masquerade out=eth0", "no-nat protocol=udp port=4789");
    Packet vxlan = Packet.from("", Protocol.UDP, "192.0.2.1", 5000, "192.0.2.2", 4789);
    Walk walk = node.walk(vxlan, State.empty());
    assertThat(tuple(walk)).isEqualTo("udp 192.0.2.1:5000 > 192.0.2.2:4789");
    assertThat(walk.steps())
        .extracting(Step::chain)
        .containsExactly("no-nat-output", "no-nat-postrouting");
  }

  @Test
  void aNewSourcePortIsFoundWhereItIsTaken() {
    Simulator node = policy("masquerade out=eth0");
    Walk first = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    Walk second = node.walk(tcp("tap5", "10.1.1.6", "203.0.113.9", 80), first.after());
    assertThat(tuple(second)).isEqualTo("tcp 192.0.2.1:40001 > 203.0.113.9:80");
  }

  @Test
  void endpointsAreChosenByWeight() {
    List<String> targets =
        IntStream.range(0, 4)
            .mapToObj(
                lot -> shop(_ -> lot).walk(tcp("tap5", "10.1.1.9", "10.96.0.1", 80), State.empty()))
            .map(walk -> walk.packet().tuple().destination().toString())
            .toList();
    assertThat(targets).containsExactly("10.1.1.5", "10.1.1.5", "10.1.1.5", "10.1.2.4");
  }

  @Test
  void aClientComesBackToItsEndpoint() {
    Walk first = shop(_ -> 1).walk(tcp("tap5", "10.1.1.9", "10.96.0.3", 80), State.empty());
    assertThat(tuple(first)).isEqualTo("tcp 10.1.1.9:40000 > 10.1.2.4:80");
    Packet again = Packet.from("tap5", Protocol.TCP, "10.1.1.9", 40001, "10.96.0.3", 80);
    assertThat(tuple(shop(_ -> 0).walk(again, first.after()))).endsWith("> 10.1.2.4:80");
    assertThat(tuple(shop(_ -> 0).walk(again, State.empty()))).endsWith("> 10.1.1.5:80");
  }

  @Test
  void aPodThatIsItsOwnClientGetsAnotherSource() {
    Walk walk = shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", "10.96.0.10", 53), State.empty());
    assertThat(tuple(walk)).startsWith("tcp 10.1.1.1:").endsWith("> 10.1.1.9:5353");
  }

  @Test
  void aNodePortFollowsTheTrafficPolicy() {
    Walk cluster = shop(_ -> 3).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30080), State.empty());
    assertThat(tuple(cluster)).startsWith("tcp 10.1.0.1:").endsWith("> 10.1.2.4:8080");
    Walk local = shop(_ -> 0).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30004), State.empty());
    assertThat(tuple(local)).isEqualTo("tcp 203.0.113.9:40000 > 10.1.1.6:80");
    Walk far = shop(_ -> 0).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30006), State.empty());
    assertThat(far.outcome()).isEqualTo(new Outcome.Dropped());
    Walk pod = shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", "192.0.2.1", 30006), State.empty());
    assertThat(tuple(pod)).endsWith("> 10.1.2.7:80");
  }

  @Test
  void refusesWhereNobodyAnswers() {
    assertThat(outcome("10.96.0.5", 80)).isEqualTo(new Outcome.Refused(""));
    assertThat(outcome("10.96.0.1", 81)).isEqualTo(new Outcome.Refused(""));
    assertThat(outcome("192.0.2.5", 80)).isEqualTo(new Outcome.Refused(""));
    assertThat(outcome("192.0.2.1", 30005)).isEqualTo(new Outcome.Refused(""));
    assertThat(outcome("10.96.0.6", 80)).isEqualTo(new Outcome.Dropped());
    assertThat(outcome("10.96.9.9", 80)).isEqualTo(new Outcome.Dropped());
    assertThat(outcome("192.0.2.1", 22)).isEqualTo(new Outcome.Delivered());
    assertThat(outcome("192.0.2.9", 22)).isEqualTo(new Outcome.Sent("eth0"));
  }

  private static Outcome outcome(String destination, int port) {
    return shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", destination, port), State.empty()).outcome();
  }

  @Test
  void answersPassWhereTheConnectionWasRemembered() {
    assertThat(answerThrough("reflect").outcome()).isEqualTo(new Outcome.Sent("tap5"));
    assertThat(answerThrough("permit").outcome()).isEqualTo(new Outcome.Dropped());
  }

  private static Walk answerThrough(String decision) {
    AclTable table =
        new AclTable(
            "acls",
            List.of(acl("in", decision), acl("closed")),
            List.of(bind("in", Direction.IN, "tap5"), bind("closed", Direction.OUT, "tap5")));
    Simulator node = new Simulator(new Ruleset(List.of(AclCompiler.compile(table))), NODE, _ -> 0);
    Walk request = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    assertThat(request.outcome()).isEqualTo(new Outcome.Sent("eth0"));
    return node.walk(answer(request), request.after());
  }

  @Test
  void whatIsNotTrackedIsNeitherTranslatedNorRemembered() {
    Simulator node =
        policy("notrack protocol=tcp port=80", "masquerade out=eth0", "drop state=new in=tap5");
    Walk walk = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    assertThat(tuple(walk)).startsWith("tcp 10.1.1.5:");
    assertThat(walk.after()).isEqualTo(State.empty());
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 81), State.empty()).outcome())
        .isEqualTo(new Outcome.Dropped());
  }

  @Test
  void everyPartOfAKeyMustLieInItsRange() {
    Ruleset ruleset =
        RulesetParser.parse(
            """
            table ip t {
            set s {
            type ipv4_addr . inet_proto . inet_service
            flags interval
            elements = { 10.1.1.0/24 . tcp . 80-90 }
            }

            chain c {
            type filter hook forward priority filter; policy accept;
            ip saddr . meta l4proto . th dport @s drop
            }
            }
            """);
    Simulator node = new Simulator(ruleset, NODE, _ -> 0);
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 85), State.empty()).outcome())
        .isEqualTo(new Outcome.Dropped());
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 91), State.empty()).outcome())
        .isEqualTo(new Outcome.Sent("eth0"));
    assertThat(node.walk(tcp("tap5", "10.1.2.5", "203.0.113.9", 85), State.empty()).outcome())
        .isEqualTo(new Outcome.Sent("eth0"));
  }

  @Test
  void hooksCanBePassedOneByOne() {
    Simulator simulator =
        new Simulator(
            RulesetParser.parse(
                """
                table ip t {
                	chain pre {
                		type nat hook prerouting priority dstnat; policy accept;
                		ip daddr 10.9.0.1 dnat to 10.1.1.7
                	}
                	chain fwd {
                		type filter hook forward priority filter; policy drop;
                		oifname "tap5" accept
                	}
                }
                """),
            NODE,
            _ -> 0);
    Traversal traversal =
        simulator.traverse(tcp("eth0", "192.0.2.9", "10.9.0.1", 80), State.empty());
    assertThat(traversal.pass(Hook.PREROUTING)).isEmpty();
    assertThat(traversal.packet().tuple()).hasToString("tcp 192.0.2.9:40000 > 10.1.1.7:80");
    traversal.leavesBy("tap5");
    assertThat(traversal.pass(Hook.FORWARD)).isEmpty();
    assertThat(traversal.pass(Hook.POSTROUTING)).isEmpty();
    assertThat(traversal.steps()).hasSize(2);
    assertThat(traversal.after().find(traversal.packet().tuple().reversed())).isPresent();

    Traversal elsewhere =
        simulator.traverse(tcp("eth0", "192.0.2.9", "10.1.9.9", 80), State.empty());
    assertThat(elsewhere.pass(Hook.PREROUTING)).isEmpty();
    elsewhere.leavesBy("loop0");
    assertThat(elsewhere.pass(Hook.FORWARD)).contains(new Outcome.Dropped());
    assertThat(elsewhere.droppedByPolicyOf()).contains("ip t fwd");
  }
}
