package dev.netlab.labs;

import static dev.netlab.insight.story.Ending.Outcome.DELIVERED;
import static dev.netlab.insight.story.Ending.Outcome.DROPPED;
import static dev.netlab.insight.story.Ending.Proof.INFERRED;
import static dev.netlab.insight.story.Ending.Proof.PROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Trace;
import org.junit.jupiter.api.Test;

/** Routes, links and neighbours that are wrong or missing. */
class BrokenRoutesIT extends BrokenLab {
  @Test
  void missingRoute() {
    lab.damage("rome-worker", "ip route del default", "ip route add default via 172.18.0.1");
    lab.damage(
        "rome-worker",
        "ip route del 10.201.0.0/16 table 1001",
        "ip route add 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001");
    Trace trace = ping();
    request(trace)
        .is(DROPPED, Cause.NO_ROUTE, PROVEN, "rome-worker:caliaaaaa")
        .says("rome-worker has no route for 10.201.1.4")
        .shows(
            "to 10.201.0.0/16 lookup 1001' chose it first", "table 1001 has no route to 10.201.1.4")
        .shows("icmp unreachable code net", "the kernel dropped it in ip_error");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void missingRouteBehindWhichAnotherLeadsAstray() {
    lab.damage(
        "rome-worker",
        "ip route del 10.201.0.0/16 table 1001",
        "ip route add 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "rome-worker:caliaaaaa")
        .says("no link-layer address of 172.18.0.1", "'default via 172.18.0.1 dev eth0'")
        .shows("table 1001 has no route to 10.201.1.4");
  }

  @Test
  void missingRouteOfTheSender() {
    lab.damage(
        "nginx-local", "ip route del default", "ip route add default via 169.254.1.1 dev eth0");
    End end =
        request(ping())
            .is(DROPPED, Cause.NO_ROUTE, PROVEN, "nginx-local:")
            .says("nginx-local has no route for 10.201.1.4")
            .shows("the program was told that the network is unreachable", "IpOutNoRoutes");
    assertThat(end.journey().hops()).isEmpty();
  }

  @Test
  void missingRouteOfTheAnswer() {
    lab.damage(
        "nginx-remote", "ip route del default", "ip route add default via 169.254.1.1 dev eth0");
    request(ping())
        .is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0")
        .says("cannot answer: nginx-remote has no route for 10.201.1.2");
  }

  @Test
  void mtuTooSmall() {
    Trace trace =
        lab.trace(
            "nginx-local", "ping", "-c", "1", "-W", "0.3", "-s", "1400", "-M", "do", "10.201.1.4");
    request(trace)
        .is(DROPPED, Cause.MTU_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("it has 1428 bytes and may not be cut, and gw-local:liqo-tunnel takes 1420")
        .shows("fragmentation-needed", "PKT_TOO_BIG");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void timeToLive() {
    Trace trace = lab.trace("nginx-local", "ping", "-c", "1", "-W", "0.3", "-t", "2", "10.201.1.4");
    request(trace)
        .is(DROPPED, Cause.TTL_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("gw-local got it with its TTL used up")
        .shows("icmp time-exceeded");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void reversePathFilter() {
    lab.damage(
        "gw-remote",
        "ip route add 10.200.1.2 via 169.254.1.1 dev eth0",
        "ip route del 10.200.1.2 via 169.254.1.1 dev eth0");
    lab.damage(
        "gw-remote",
        "sysctl -qw net.ipv4.conf.liqo-tunnel.rp_filter=1",
        "sysctl -qw net.ipv4.conf.liqo-tunnel.rp_filter=0");
    request(ping())
        .is(DROPPED, Cause.RP_FILTER, PROVEN, "gw-remote:liqo-tunnel")
        .says("rp_filter is strict at gw-remote:liqo-tunnel")
        .says("10.200.1.2 is reached by '10.200.1.2 via 169.254.1.1 dev eth0'");
  }

  @Test
  void missingNeighbourOfTheSender() {
    lab.damage(
        "rome-worker",
        "sysctl -qw net.ipv4.conf.caliaaaaa.proxy_arp=0",
        "sysctl -qw net.ipv4.conf.caliaaaaa.proxy_arp=1");
    lab.damage("nginx-local", "ip neigh flush all", "ip neigh flush all");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "nginx-local:eth0")
        .says("nginx-local has no link-layer address of 169.254.1.1")
        .shows("its question came to rome-worker:caliaaaaa in, and nobody answered");
  }

  @Test
  void missingNeighbourInTheMiddle() {
    lab.damage(
        "gw-local",
        "sysctl -qw net.ipv4.conf.liqo/11111.arp_ignore=8",
        "sysctl -qw net.ipv4.conf.liqo/11111.arp_ignore=0");
    lab.damage("rome-worker", "ip neigh flush dev liqo.00000", "ip neigh flush dev liqo.00000");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "rome-worker:caliaaaaa")
        .says("rome-worker has no link-layer address of 10.71.0.3", "dev liqo.00000 table 1001'")
        .shows("its question came to gw-local:liqo.11111 in, and nobody answered");
  }

  @Test
  void linkDown() {
    lab.damage(
        "nginx-remote",
        "ip link set eth0 down",
        """
        ip link set eth0 up
        ip route add 169.254.1.1 dev eth0 scope link
        ip route add default via 169.254.1.1 dev eth0
        """);
    request(ping())
        .is(DROPPED, Cause.LINK_DOWN, INFERRED, "milan-worker:liqo.33333")
        .says("milan-worker:caliddddd has no carrier: its other end nginx-remote:eth0 is down");
  }
}
