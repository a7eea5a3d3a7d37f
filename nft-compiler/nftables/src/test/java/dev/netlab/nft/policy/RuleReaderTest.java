package dev.netlab.nft.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.RuleText;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "dnat to=10.0.0.1 | PREROUTING",
        "dnat to=10.0.0.1 hook=output,prerouting | PREROUTING OUTPUT",
        "port-forward protocol=tcp port=80 to=10.0.0.1 | PREROUTING OUTPUT",
        "port-forward protocol=tcp port=80 to=10.0.0.1 in=eth0 | PREROUTING",
        "port-forward protocol=tcp port=80 to=10.0.0.1 not-in=docker0 | PREROUTING OUTPUT",
        "snat to=10.0.0.1 in=eth0 | POSTROUTING",
        "notrack protocol=udp port=6091 | PREROUTING OUTPUT",
        "notrack in=eth0 | PREROUTING",
        "notrack out=eth0 | OUTPUT",
        "clamp-mss out=eth0 | POSTROUTING",
        "no-nat | PREROUTING OUTPUT POSTROUTING",
        "no-nat in=eth0 | PREROUTING POSTROUTING",
        "no-nat out=eth0 | POSTROUTING",
        "drop | INPUT FORWARD",
        "drop in=eth0 | INPUT FORWARD",
        "drop out=eth0 | FORWARD OUTPUT",
        "drop in=eth1 out=eth0 | FORWARD",
      })
  void actsWhereSuchRulesDo(String text, String hooks) {
    Rule rule = RuleText.rule(text);
    assertThat(rule.hooks().stream().map(Hook::name).toList()).containsExactly(hooks.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "dnat | to | is missing",
        "dnat destination=10.201.0.0/16 to=10.200.0.0/17 | to | different lengths",
        "dnat to=10.200.0.0/16 | destination | exactly one prefix",
        "dnat destination=10.1.0.0/16,10.2.0.0/16 to=10.200.0.0/16 | destination | exactly one",
        "dnat destination=fd00::/16 to=10.200.0.0/16 | to | IPv4 while the packets are [IPv6]",
        "dnat to=10.0.0.1:80 | to | a port needs a protocol",
        "dnat to=10.0.0.1 hook=postrouting | hook | possible: prerouting, output",
        "dnat to=10.0.0.1 out=eth0 | out | not known yet at prerouting",
        "dnat to=10.0.0.1 not-out=eth0 | not-out | not known yet at prerouting",
        "dnat to=10.0.0.1 in=eth0 hook=output | in | came in by no interface",
        "masquerade hook=prerouting | hook | unknown field",
        "masquerade ports=randon | ports | is not one of keep, random, fully-random",
        "masquerade ports=1000-2000 | ports | needs a protocol",
        "snat source=10.0.0.0/8 to=11.0.0.0/8 ports=random | ports | keeps ports",
        "port-forward protocol=udp to=10.0.0.1 | port | is missing",
        "port-forward port=80 to=10.0.0.1 | port | a port needs a protocol",
        "drop protocol=icmp port=80 | port | icmp has no ports",
        "drop protocol=icpm | protocol | unknown protocol 'icpm'; known: icmp, tcp",
        "drop protocol=icmp,tcp icmp-type=echo-request | icmp-type | needs protocol: icmp",
        "drop protocol=icmp icmp-type=ping | icmp-type | unknown type 'ping' of ICMP; known: echo",
        "drop protocol=tcp port=80-70 | port | swap its ends",
        "drop protocol=tcp port=70000 | port | not in 0 to 65535",
        "drop protocol=tcp port=http | port | write 80 or 80-90",
        "drop source=10.0.0.1/8 | source | write 10.0.0.0/8 for the network",
        "drop source=10.0.0.256 | source | 256 is over 255",
        "drop source=10.0.0.0/33 | source | /33 is not a prefix length",
        "drop source=localhost | source | not an IP address",
        "drop source=10.0.0.1 destination=fd00::1 | destination | is about [IPv6] while",
        "drop in=patch-br-ex-to-br-int | in | has 21 characters, the kernel allows 15",
        "drop in=a/b | in | cannot be an interface's name",
        "drop in=* | in | leave the field out",
        "drop state=fresh | state | 'fresh' is not one of invalid, established",
        "drop mark=0x100/0xff | mark | outside its mask",
        "drop mark=x | mark | not a mark",
        "drop mark=1,2 | mark | takes one value",
        "drop sorce=10.0.0.1 | sorce | did you mean source?",
        "drop colour=red | colour | unknown field; known: destination",
        "reject with=tcp-reset | with | needs protocol: tcp",
        "reject with=icmp-go-away | with | unknown code 'go-away'; known: net-unreachable",
        "reject with=icmp-port-unreachable source=fd00::1 | with | is IPv4 while the packets are",
        "reject hook=postrouting | hook | cannot act at postrouting",
        "clamp-mss to=big | to | write pmtu or a number",
        "clamp-mss to=0 | to | not a segment size",
        "clamp-mss protocol=udp | protocol | only TCP",
        "drop hook= | hook | is empty",
        "snat to=10.0.0.1,fd00::1 | to | mixes IPv4 and IPv6",
        "snat to=10.0.0.1,10.0.0.1 | to | one address twice",
        "snat to=10.0.0.1,10.1.0.0/24 | to | not an IP address",
        "snat map=10.0.0.1>10.0.0.2 to=10.0.0.3 | map | in place of to",
        "snat map=10.0.0.0/24>10.0.0.2,10.0.0.7>10.0.0.3 | map | overlap: what becomes of 10.0.0.7",
        "snat map=10.0.0.1 | map | maps nothing",
        "snat map=10.0.0.1>fd00::1 | map | mixes IPv4 and IPv6",
        "dnat map=10.0.0.1>10.0.0.2,fd00::1>fd00::2 | map | one rule for each",
        "dnat source=fd00::1 map=10.0.0.1>10.0.0.2 | map | IPv4 while the packets are [IPv6]",
        "port-forward protocol=tcp port=1 to=1.1.1.1 snat=2.2.2.2 masquerade=keep | snat | one out",
        "port-forward protocol=tcp port=1 to=1.1.1.1 hairpin=fd00::1 | hairpin | is IPv6 while",
        "no-nat out=eth0 hook=prerouting | out | not known yet",
      })
  void rejectsTheImpossible(String text, String field, String words) {
    List<PolicyException> problems = new ArrayList<>();
    Optional<Rule> rule = RuleText.read(text, problems::add);
    assertThat(rule).isEmpty();
    assertThat(problems).singleElement().satisfies(p -> assertThat(p.field()).isEqualTo(field));
    assertThat(problems.getFirst()).hasMessageContaining(words);
  }

  @Test
  void reportsEverythingAtOnce() {
    List<PolicyException> problems = new ArrayList<>();
    RuleText.read("dnat source=x,y in=/ colour=red", problems::add);
    assertThat(problems)
        .extracting(PolicyException::field)
        .containsExactlyInAnyOrder("source", "source", "in", "colour", "to");
  }

  @Test
  void reportsWhichOfSeveralValues() {
    List<PolicyException> problems = new ArrayList<>();
    RuleText.read("masquerade protocol=tcp,udpp ports=1000-2000,rnd mark=1,2", problems::add);
    assertThat(problems)
        .extracting(p -> p.field() + " " + p.index())
        .containsExactlyInAnyOrder(
            "protocol OptionalInt[1]", "ports OptionalInt[1]", "mark OptionalInt.empty");
  }

  @Test
  void suggestsAnAction() {
    List<PolicyException> problems = new ArrayList<>();
    assertThat(RuleText.read("masqerade out=eth0", problems::add)).isEmpty();
    assertThat(problems)
        .singleElement()
        .satisfies(
            p -> assertThat(p).hasMessage("unknown action 'masqerade'; did you mean masquerade?"));
  }
}
