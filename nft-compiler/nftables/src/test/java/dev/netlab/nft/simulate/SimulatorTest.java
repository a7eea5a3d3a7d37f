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
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.BaseHook.Policy;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node: pods behind tap5 (10.1.1.0/24), other nodes' behind loop0, all else behind eth0. */
class SimulatorTest {
  private static Router node(Ruleset ruleset, RandomSource chance) {
    return new Router(
        ruleset,
        Map.of(
            "eth0", List.of(IpAddress.parse("192.0.2.1")),
            "tap5", List.of(IpAddress.parse("10.1.1.1")),
            "loop0", List.of(IpAddress.parse("10.1.0.1"))),
        List.of(
            new Router.Route("0.0.0.0/0", "eth0"),
            new Router.Route("10.1.0.0/16", "loop0"),
            new Router.Route("10.1.1.0/24", "tap5")),
        chance);
  }

  private static Router policy(String... rules) {
    List<String> lines = new ArrayList<>(List.of("[t]"));
    lines.addAll(List.of(rules));
    return node(PolicyCompiler.compile(RuleText.tables("t", lines)), _ -> 0);
  }

  private static Router shop(RandomSource chance) {
    return node(new Ruleset(ServiceCompiler.compile(Shop.table())), chance);
  }

  private static Packet tcp(String in, String source, String destination, int port) {
    return Packet.from(in, Protocol.TCP, source, 40000, destination, port);
  }

  /** What answers a packet that left. */
  private static Packet answer(Router.Walk walk) {
    Packet sent = walk.packet();
    return new Packet(sent.tuple().reversed(), sent.icmpType(), sent.tcpFlags(), sent.out(), "", 0);
  }

  private static String tuple(Router.Walk walk) {
    return walk.packet().tuple().toString();
  }

  @Test
  void translatesAConnectionBothWays() {
    Router node =
        policy(
            "masquerade source=10.1.0.0/16 out=eth0",
            "dnat destination=198.18.0.0/24 to=203.0.113.0/24");
    Router.Walk request = node.walk(tcp("tap5", "10.1.1.5", "198.18.0.9", 80), State.empty());
    assertThat(request.fate()).isEqualTo(new Router.Sent("eth0"));
    assertThat(tuple(request)).isEqualTo("tcp 192.0.2.1:40000 > 203.0.113.9:80");
    assertThat(request.steps())
        .extracting(step -> step.chain() + " " + step.rule().comment())
        .containsExactly("nat-prerouting t:3", "nat-postrouting t:2");
    Router.Walk reply = node.walk(answer(request), request.after());
    assertThat(reply.fate()).isEqualTo(new Router.Sent("tap5"));
    assertThat(tuple(reply)).isEqualTo("tcp 198.18.0.9:80 > 10.1.1.5:40000");
    assertThat(reply.steps()).isEmpty();
  }

  @Test
  void whatIsNeverTranslatedMeetsNoOtherTranslation() {
    Router node = policy("masquerade out=eth0", "no-nat protocol=udp port=4789");
    Packet vxlan = Packet.from("", Protocol.UDP, "192.0.2.1", 5000, "192.0.2.2", 4789);
    Router.Walk walk = node.walk(vxlan, State.empty());
    assertThat(tuple(walk)).isEqualTo("udp 192.0.2.1:5000 > 192.0.2.2:4789");
    assertThat(walk.steps())
        .extracting(Step::chain)
        .containsExactly("no-nat-output", "no-nat-postrouting");
  }

  @Test
  void aNewSourcePortIsFoundWhereItIsTaken() {
    Router node = policy("masquerade out=eth0");
    Router.Walk first = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    Router.Walk second = node.walk(tcp("tap5", "10.1.1.6", "203.0.113.9", 80), first.after());
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
    Router.Walk first = shop(_ -> 1).walk(tcp("tap5", "10.1.1.9", "10.96.0.3", 80), State.empty());
    assertThat(tuple(first)).isEqualTo("tcp 10.1.1.9:40000 > 10.1.2.4:80");
    Packet again = Packet.from("tap5", Protocol.TCP, "10.1.1.9", 40001, "10.96.0.3", 80);
    assertThat(tuple(shop(_ -> 0).walk(again, first.after()))).endsWith("> 10.1.2.4:80");
    assertThat(tuple(shop(_ -> 0).walk(again, State.empty()))).endsWith("> 10.1.1.5:80");
  }

  @Test
  void aPodThatIsItsOwnClientGetsAnotherSource() {
    Router.Walk walk = shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", "10.96.0.10", 53), State.empty());
    assertThat(tuple(walk)).startsWith("tcp 10.1.1.1:").endsWith("> 10.1.1.9:5353");
  }

  @Test
  void aNodePortFollowsTheTrafficPolicy() {
    Router.Walk cluster =
        shop(_ -> 3).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30080), State.empty());
    assertThat(tuple(cluster)).startsWith("tcp 10.1.0.1:").endsWith("> 10.1.2.4:8080");
    Router.Walk local =
        shop(_ -> 0).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30004), State.empty());
    assertThat(tuple(local)).isEqualTo("tcp 203.0.113.9:40000 > 10.1.1.6:80");
    Router.Walk far =
        shop(_ -> 0).walk(tcp("eth0", "203.0.113.9", "192.0.2.1", 30006), State.empty());
    assertThat(far.fate()).isEqualTo(Router.DROPPED);
    Router.Walk pod = shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", "192.0.2.1", 30006), State.empty());
    assertThat(tuple(pod)).endsWith("> 10.1.2.7:80");
  }

  @Test
  void rejectsWhereNobodyAnswers() {
    assertThat(outcome("10.96.0.5", 80)).isEqualTo(new Router.Stopped(new Outcome.Refused("")));
    assertThat(outcome("10.96.0.1", 81)).isEqualTo(new Router.Stopped(new Outcome.Refused("")));
    assertThat(outcome("192.0.2.5", 80)).isEqualTo(new Router.Stopped(new Outcome.Refused("")));
    assertThat(outcome("192.0.2.1", 30005)).isEqualTo(new Router.Stopped(new Outcome.Refused("")));
    assertThat(outcome("10.96.0.6", 80)).isEqualTo(Router.DROPPED);
    assertThat(outcome("10.96.9.9", 80)).isEqualTo(Router.DROPPED);
    assertThat(outcome("192.0.2.1", 22)).isEqualTo(new Router.Delivered());
    assertThat(outcome("192.0.2.9", 22)).isEqualTo(new Router.Sent("eth0"));
  }

  private static Router.Fate outcome(String destination, int port) {
    return shop(_ -> 0).walk(tcp("tap5", "10.1.1.9", destination, port), State.empty()).fate();
  }

  @Test
  void answersPassWhereTheConnectionWasRemembered() {
    assertThat(answerThrough("reflect").fate()).isEqualTo(new Router.Sent("tap5"));
    assertThat(answerThrough("permit").fate()).isEqualTo(Router.DROPPED);
  }

  private static Router.Walk answerThrough(String decision) {
    AclTable table =
        new AclTable(
            "acls",
            List.of(acl("in", decision), acl("closed")),
            List.of(bind("in", Direction.IN, "tap5"), bind("closed", Direction.OUT, "tap5")));
    Router node = node(new Ruleset(List.of(AclCompiler.compile(table))), _ -> 0);
    Router.Walk request = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    assertThat(request.fate()).isEqualTo(new Router.Sent("eth0"));
    return node.walk(answer(request), request.after());
  }

  @Test
  void whatIsNotTrackedIsNeitherTranslatedNorRemembered() {
    Router node =
        policy("notrack protocol=tcp port=80", "masquerade out=eth0", "drop state=new in=tap5");
    Router.Walk walk = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    assertThat(tuple(walk)).startsWith("tcp 10.1.1.5:");
    assertThat(walk.after()).isEqualTo(State.empty());
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 81), State.empty()).fate())
        .isEqualTo(Router.DROPPED);
  }

  @Test
  void everyPartOfAKeyMustLieInItsRange() {
    NftSet set =
        NftSet.ofIntervals(
            "s",
            List.of(DataType.IPV4_ADDR, DataType.INET_PROTO, DataType.INET_SERVICE),
            new NftSet.Content.Nothing(),
            List.of(
                SetElement.of(
                    new Literal.Tuple(
                        List.of(
                            new Literal.Addresses(AddressRange.parse("10.1.1.0/24")),
                            new Literal.Symbol("tcp"),
                            new Literal.Ports(PortRange.parse("80-90")))))));
    NftRule rule =
        new NftRule(
            List.of(
                new Statement.Match(
                    new Expression.Concat(
                        List.of(Field.IP_SADDR, Field.META_L4PROTO, Field.TH_DPORT)),
                    Statement.Relation.EQUAL,
                    new Operand.NamedSet("s")),
                new Statement.Decide(new Verdict.Drop())),
            "");
    Router node = node(table(List.of(set), chain("c", filter(Policy.ACCEPT), rule)), _ -> 0);
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 85), State.empty()).fate())
        .isEqualTo(Router.DROPPED);
    assertThat(node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 91), State.empty()).fate())
        .isEqualTo(new Router.Sent("eth0"));
    assertThat(node.walk(tcp("tap5", "10.1.2.5", "203.0.113.9", 85), State.empty()).fate())
        .isEqualTo(new Router.Sent("eth0"));
  }

  private static Ruleset table(List<NftSet> sets, NftChain... chains) {
    return new Ruleset(List.of(new NftTable(TableFamily.IP, "t", sets, List.of(chains))));
  }

  private static NftChain chain(String name, BaseHook place, NftRule... rules) {
    return new NftChain(name, Optional.of(place), List.of(rules));
  }

  private static BaseHook filter(Policy policy) {
    return new BaseHook(ChainType.FILTER, Hook.FORWARD, BaseHook.FILTER, policy);
  }

  private static Statement is(Field field, Operand value) {
    return new Statement.Match(field, Statement.Relation.EQUAL, value);
  }

  @Test
  void hooksCanBePassedOneByOne() {
    NftRule translate =
        new NftRule(
            List.of(
                is(Field.IP_DADDR, new Literal.Addresses(AddressRange.parse("10.9.0.1"))),
                new Translation.Nat(
                    Translation.Side.DNAT,
                    Optional.empty(),
                    AddressRange.parse("10.1.1.7"),
                    Optional.empty(),
                    Set.of())),
            "");
    NftRule accept =
        new NftRule(
            List.of(
                is(Field.OIFNAME, new Literal.Interface(new InterfaceName("tap5"))),
                new Statement.Decide(new Verdict.Accept())),
            "");
    Simulator simulator =
        new Simulator(
            table(
                List.of(),
                chain(
                    "pre",
                    new BaseHook(ChainType.NAT, Hook.PREROUTING, BaseHook.DSTNAT, Policy.ACCEPT),
                    translate),
                chain("fwd", filter(Policy.DROP), accept)),
            new Host(Map.of()),
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

  @Test
  void aRuleWithAnythingUnknownDecidesNothingAndIsShown() {
    NftRule unknown =
        new NftRule(
            List.of(
                new Statement.Unknown("{\"limit\": {\"rate\": 1, \"per\": \"second\"}}"),
                new Statement.Decide(new Verdict.Drop())),
            "");
    Router node = node(table(List.of(), chain("c", filter(Policy.ACCEPT), unknown)), _ -> 0);
    Router.Walk walk = node.walk(tcp("tap5", "10.1.1.5", "203.0.113.9", 80), State.empty());
    assertThat(walk.fate()).isEqualTo(new Router.Sent("eth0"));
    assertThat(walk.steps()).extracting(Step::rule).containsExactly(unknown);
  }
}
