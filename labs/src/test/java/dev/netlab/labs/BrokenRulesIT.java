package dev.netlab.labs;

import static dev.netlab.insight.story.Ending.Outcome.DELIVERED;
import static dev.netlab.insight.story.Ending.Outcome.DROPPED;
import static dev.netlab.insight.story.Ending.Outcome.REFUSED;
import static dev.netlab.insight.story.Ending.Proof.INFERRED;
import static dev.netlab.insight.story.Ending.Proof.PROVEN;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Trace;
import org.junit.jupiter.api.Test;

/** Translations that are missing, rules that drop, and ports that nobody listens at. */
class BrokenRulesIT extends BrokenLab {
  private void without(String node, String table, String chain) {
    String rules = "/tmp/" + lab.lab().name() + "." + node + ".nft";
    lab.damage(
        node,
        "nft list table %s >%s; nft flush chain %s %s; conntrack -F 2>&1"
            .formatted(table, rules, table, chain),
        "nft delete table %s; nft -f %s; rm %s; conntrack -F 2>&1".formatted(table, rules, rules));
  }

  @Test
  void missingDestinationTranslationIsALoop() {
    without("gw-local", "ip remap-podcidr", "nat-prerouting");
    request(ping())
        .is(DROPPED, Cause.TTL_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("it goes round in a loop", "times by gw-local:liqo.11111 in", "TTL used up")
        .shows("the round: gw-local:liqo.11111 in > gw-local:eth0 out > rome-worker:calibbbbb in");
  }

  @Test
  void missingSourceTranslationLosesTheAnswer() {
    without("gw-remote", "ip remap-podcidr", "nat-postrouting");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "milan-worker:caliddddd")
        .says("milan-worker has no link-layer address of 172.18.0.1", "'default via 172.18.0.1");
  }

  @Test
  void missingPortForward() {
    without("milan-worker", "ip kube-proxy", "nat-prerouting");
    request(ping())
        .is(DROPPED, Cause.NO_SOCKET, PROVEN, "milan-worker:eth0")
        .says("nothing listens at 172.18.0.3:31864")
        .shows("icmp unreachable code port");
  }

  private void guard(String node, String chain, String rule) {
    lab.damage(
        node,
        """
        nft -f - <<'END'
        table ip guard {
          chain %s {
            type filter hook %s priority 0;
            %s
          }
        }
        END
        """
            .formatted(chain, chain, rule),
        "nft delete table ip guard");
  }

  @Test
  void dropRule() {
    guard("milan-worker", "forward", "ip daddr 10.200.1.4 drop comment \"lab.yaml:99\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "milan-worker:liqo.33333")
        .says("milan-worker drops it by 'ip daddr 10.200.1.4 drop' in ip guard forward")
        .says("(lab.yaml:99)");
  }

  @Test
  void dropRuleForTheTunnel() {
    guard("rome-worker", "forward", "udp dport 31864 drop comment \"lab.yaml:98\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "rome-worker:calibbbbb")
        .says("rome-worker drops it by 'udp dport 31864 drop'", "(lab.yaml:98)");
  }

  @Test
  void dropRuleOfTheSender() {
    guard("nginx-local", "output", "icmp type echo-request drop comment \"lab.yaml:97\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "nginx-local:")
        .says("nginx-local drops it by", "(lab.yaml:97)");
  }

  @Test
  void dropRuleForTheAnswer() {
    guard("nginx-remote", "output", "icmp type echo-reply drop comment \"lab.yaml:96\"");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.RULE, PROVEN, "nginx-remote:")
        .says("nginx-remote drops it by 'icmp type echo-reply drop'", "(lab.yaml:96)");
  }

  @Test
  void dropPolicyForTheAnswerOnItsWay() {
    guard(
        "rome-worker",
        "forward",
        "policy drop; ip daddr 10.201.0.0/16 accept; udp sport 31864 accept; udp dport 31864"
            + " accept");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.RULE, PROVEN, "rome-worker:liqo.00000")
        .says("rome-worker drops it by 'policy drop' in ip guard forward");
  }

  @Test
  void closedTcpPort() {
    Trace trace = lab.trace("nginx-local", "bash", "-c", "exec 3<>/dev/tcp/10.201.1.4/81");
    request(trace)
        .is(REFUSED, Cause.NO_SOCKET, PROVEN, "nginx-remote:eth0")
        .says("nothing listens at 10.200.1.4:81")
        .shows("tcp rst");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void closedUdpPort() {
    Trace trace = lab.trace("nginx-local", "bash", "-c", "echo hello >/dev/udp/10.201.1.4/99");
    request(trace)
        .is(REFUSED, Cause.NO_SOCKET, PROVEN, "nginx-remote:eth0")
        .says("nothing listens at 10.200.1.4:99")
        .shows("icmp unreachable code port");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }
}
