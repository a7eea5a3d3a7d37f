package dev.netlab.insight.trace.render;

import static dev.netlab.insight.trace.render.Bytes.echo;
import static dev.netlab.insight.trace.render.Bytes.ethernet;
import static dev.netlab.insight.trace.render.Bytes.geneve;
import static dev.netlab.insight.trace.render.Bytes.ip;
import static dev.netlab.insight.trace.render.Bytes.udp;
import static dev.netlab.insight.trace.render.Bytes.wireGuard;
import static dev.netlab.lab.Way.IN;
import static dev.netlab.lab.Way.OUT;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.Translation.Side;
import dev.netlab.insight.story.Event.TunnelHeader;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.story.Trace;
import java.util.List;
import java.util.Optional;

/** The ping of the lab {@code liqo-two-clusters}, as its document tells it. */
final class LiqoStory {
  static final String PODS_DNAT =
      "iifname != { \"eth0\", \"liqo-tunnel\" } ip daddr 10.201.0.0/16 counter packets 1 bytes 84"
          + " dnat prefix to 10.200.0.0/16 comment \"lab.yaml:52\"";
  private static final long START = 1_700_000_000_000_000_000L;

  private LiqoStory() {}

  static Trace whole() {
    return trace(List.of(request(), reply()), 0);
  }

  /** The gateway has lost its route. */
  static Trace lost() {
    Walk walk = new Walk(1, Direction.REQUEST, START);
    toGateway(walk);
    walk.at(
        "gw-local:liqo.11111",
        IN,
        request("10.200.1.2", "10.201.1.4", 63),
        remap(),
        new Event.Translation(Side.DESTINATION, "10.201.1.4", "10.200.1.4"));
    return trace(
        List.of(
            walk.ends(
                new Ending(
                    Outcome.DROPPED,
                    Cause.NO_ROUTE,
                    Proof.PROVEN,
                    "gw-local",
                    "liqo.11111",
                    "gw-local has no route to 10.200.1.4",
                    List.of(
                        "the kernel dropped it for IP_INNOROUTES while it was at liqo.11111",
                        "ip route get 10.200.1.4 from 10.200.1.2 iif liqo.11111 answers: "
                            + "RTNETLINK answers: Network is unreachable")))),
        1);
  }

  private static Trace trace(List<Journey> journeys, int status) {
    return new Trace(
        "liqo-two-clusters",
        "nginx-local",
        List.of("ping", "-c", "1", "10.201.1.4"),
        status,
        List.of(new Conversation(1, "10.200.1.2 > 10.201.1.4 icmp", journeys, 0, "")),
        List.of(),
        List.of());
  }

  private static void toGateway(Walk walk) {
    byte[] sent = request("10.200.1.2", "10.201.1.4", 64);
    byte[] routed = request("10.200.1.2", "10.201.1.4", 63);
    byte[] outer =
        ip("172.18.0.2", "10.200.1.3", 64, 17, udp(48064, 6091, geneve(1, ethernet(routed))));
    TunnelHeader header =
        new TunnelHeader("geneve", "liqo.00000", "id 1", "172.18.0.2:48064", "10.200.1.3:6091");
    walk.at(
            "nginx-local:eth0",
            OUT,
            sent,
            route("default via 169.254.1.1 dev eth0", "eth0", "169.254.1.1"),
            new Event.Neighbour("169.254.1.1", "eth0", "ee:ee:ee:ee:ee:ee", "REACHABLE"))
        .at(
            "rome-worker:caliaaaaa",
            IN,
            sent,
            new Event.Route(
                "to 10.201.0.0/16 lookup 1001 priority 32765",
                "10.201.0.0/16 via 10.71.0.3 dev liqo.00000",
                "1001",
                Optional.of("10.71.0.3"),
                "liqo.00000"),
            new Event.Connection(
                "10.200.1.2 > 10.201.1.4 icmp id 4711",
                "10.201.1.4 > 10.200.1.2 icmp id 4711",
                "new",
                0))
        .at(
            "rome-worker:liqo.00000",
            OUT,
            routed,
            new Event.Encapsulation(header),
            route("10.200.1.3 dev calibbbbb scope link", "calibbbbb", ""))
        .at("rome-worker:calibbbbb", OUT, outer)
        .at(
            "gw-local:eth0",
            IN,
            outer,
            new Event.Decapsulation(
                new TunnelHeader(
                    "geneve", "liqo.11111", "id 1", "172.18.0.2:48064", "10.200.1.3:6091")));
  }

  private static Event remap() {
    return new Event.RuleMatched(
        "ip remap-podcidr", "nat-prerouting", 4, PODS_DNAT, "accept", "lab.yaml:52:11");
  }

  private static Journey request() {
    Walk walk = new Walk(1, Direction.REQUEST, START);
    toGateway(walk);
    byte[] mapped = request("10.200.1.2", "10.200.1.4", 62);
    byte[] out = request("10.201.1.2", "10.200.1.4", 61);
    TunnelHeader header =
        new TunnelHeader("geneve", "liqo.22222", "id 2", "10.200.1.5:51001", "172.18.0.3:6091");
    byte[] geneve =
        ip("10.200.1.5", "172.18.0.3", 64, 17, udp(51001, 6091, geneve(2, ethernet(out))));
    walk.at(
            "gw-local:liqo.11111",
            IN,
            request("10.200.1.2", "10.201.1.4", 63),
            remap(),
            new Event.Translation(Side.DESTINATION, "10.201.1.4", "10.200.1.4"),
            new Event.Connection(
                "10.200.1.2 > 10.201.1.4 icmp id 4711",
                "10.200.1.4 > 10.200.1.2 icmp id 4711",
                "new",
                0),
            route("10.200.0.0/16 via 169.254.18.1 dev liqo-tunnel", "liqo-tunnel", "169.254.18.1"))
        .at(
            "gw-local:liqo-tunnel",
            OUT,
            mapped,
            new Event.Encapsulation(
                new TunnelHeader(
                    "wireguard",
                    "liqo-tunnel",
                    "receiver 0x1f2e3d4c counter 0",
                    "10.200.1.3:36252",
                    "172.18.0.3:31864")),
            route("default via 169.254.1.1 dev eth0", "eth0", "169.254.1.1"))
        .hidden("gw-local:eth0", OUT, secret("10.200.1.3", 36252, "172.18.0.3", 31864, 64), mapped)
        .hidden(
            "rome-worker:calibbbbb",
            IN,
            secret("10.200.1.3", 36252, "172.18.0.3", 31864, 64),
            mapped,
            route("172.18.0.0/16 dev eth0 proto kernel scope link src 172.18.0.2", "eth0", ""),
            new Event.RuleMatched(
                "ip calico-nat",
                "nat-postrouting",
                4,
                "oifname \"eth0\" ip saddr 10.200.0.0/16 counter packets 1 bytes 156"
                    + " masquerade random comment \"lab.yaml:33\"",
                "accept",
                "lab.yaml:33:11"),
            new Event.Translation(Side.SOURCE, "10.200.1.3:36252", "172.18.0.2:17806"),
            new Event.Connection(
                "10.200.1.3:36252 > 172.18.0.3:31864 udp",
                "172.18.0.3:31864 > 172.18.0.2:17806 udp",
                "new",
                0),
            new Event.Neighbour("172.18.0.3", "eth0", "02:00:00:00:00:02", "REACHABLE"))
        .hidden(
            "rome-worker:eth0", OUT, secret("172.18.0.2", 17806, "172.18.0.3", 31864, 63), mapped)
        .hidden(
            "milan-worker:eth0",
            IN,
            secret("172.18.0.2", 17806, "172.18.0.3", 31864, 63),
            mapped,
            new Event.RuleMatched(
                "ip kube-proxy",
                "nat-prerouting",
                5,
                "ip daddr 172.18.0.3 udp dport 31864 counter packets 1 bytes 156"
                    + " meta mark set meta mark | 0x00004000 dnat to 10.200.1.5:51840"
                    + " comment \"lab.yaml:79\"",
                "accept",
                "lab.yaml:79:11"),
            new Event.Translation(Side.DESTINATION, "172.18.0.3:31864", "10.200.1.5:51840"),
            route("10.200.1.5 dev caliccccc scope link", "caliccccc", ""),
            new Event.RuleMatched(
                "ip kube-proxy",
                "nat-postrouting",
                6,
                "meta mark & 0x00004000 != 0x00000000 masquerade random",
                "accept",
                "lab.yaml:79:11"),
            new Event.Translation(Side.SOURCE, "172.18.0.2:17806", "172.18.0.3:44207"),
            new Event.Connection(
                "172.18.0.2:17806 > 172.18.0.3:31864 udp",
                "10.200.1.5:51840 > 172.18.0.3:44207 udp",
                "new",
                0))
        .hidden(
            "milan-worker:caliccccc",
            OUT,
            secret("172.18.0.3", 44207, "10.200.1.5", 51840, 62),
            mapped)
        .hidden(
            "gw-remote:eth0",
            IN,
            secret("172.18.0.3", 44207, "10.200.1.5", 51840, 62),
            mapped,
            new Event.Decapsulation(
                new TunnelHeader(
                    "wireguard",
                    "liqo-tunnel",
                    "receiver 0x1f2e3d4c counter 0",
                    "172.18.0.3:44207",
                    "10.200.1.5:51840")))
        .at(
            "gw-remote:liqo-tunnel",
            IN,
            mapped,
            route("10.200.1.4 via 10.71.0.2 dev liqo.22222", "liqo.22222", "10.71.0.2"),
            new Event.RuleMatched(
                "ip remap-podcidr",
                "nat-postrouting",
                4,
                "iifname \"liqo-tunnel\" oifname != \"eth0\" ip saddr 10.200.0.0/16"
                    + " counter packets 1 bytes 84 snat prefix to 10.201.0.0/16"
                    + " comment \"lab.yaml:99\"",
                "accept",
                "lab.yaml:99:11"),
            new Event.Translation(Side.SOURCE, "10.200.1.2", "10.201.1.2"))
        .at(
            "gw-remote:liqo.22222",
            OUT,
            out,
            new Event.Encapsulation(header),
            route("default via 169.254.1.1 dev eth0", "eth0", "169.254.1.1"))
        .at("gw-remote:eth0", OUT, geneve)
        .at(
            "milan-worker:caliccccc",
            IN,
            geneve,
            new Event.Decapsulation(
                new TunnelHeader(
                    "geneve", "liqo.33333", "id 2", "10.200.1.5:51001", "172.18.0.3:6091")))
        .at(
            "milan-worker:liqo.33333",
            IN,
            out,
            route("10.200.1.4 dev caliddddd scope link", "caliddddd", ""))
        .at("milan-worker:caliddddd", OUT, request("10.201.1.2", "10.200.1.4", 60))
        .at("nginx-remote:eth0", IN, request("10.201.1.2", "10.200.1.4", 60));
    return walk.ends(
        new Ending(
            Outcome.DELIVERED,
            Cause.ARRIVED,
            Proof.PROVEN,
            "nginx-remote",
            "eth0",
            "nginx-remote answers it with packet 2",
            List.of()));
  }

  /** The first hops of the way back, and the last. */
  private static Journey reply() {
    byte[] first = ip("10.200.1.4", "10.201.1.2", 64, 1, echo(0, 4711, 1));
    byte[] last = ip("10.201.1.4", "10.200.1.2", 60, 1, echo(0, 4711, 1));
    return new Walk(2, Direction.REPLY, START + 500_000)
        .at(
            "nginx-remote:eth0",
            OUT,
            first,
            route("default via 169.254.1.1 dev eth0", "eth0", "169.254.1.1"))
        .at(
            "rome-worker:caliaaaaa",
            OUT,
            last,
            new Event.Connection(
                "10.200.1.2 > 10.201.1.4 icmp id 4711",
                "10.201.1.4 > 10.200.1.2 icmp id 4711",
                "established",
                0))
        .at("nginx-local:eth0", IN, last)
        .ends(
            new Ending(
                Outcome.DELIVERED,
                Cause.ARRIVED,
                Proof.PROVEN,
                "nginx-local",
                "eth0",
                "ping took it from its socket",
                List.of()));
  }

  private static byte[] request(String source, String destination, int ttl) {
    return ip(source, destination, ttl, 1, echo(8, 4711, 1));
  }

  private static byte[] secret(String source, int from, String destination, int to, int ttl) {
    return ip(source, destination, ttl, 17, udp(from, to, wireGuard(0x1f2e3d4c, 0, 84)));
  }

  static Event route(String line, String dev, String via) {
    return new Event.Route(
        "lookup main priority 32766",
        line,
        "main",
        via.isEmpty() ? Optional.empty() : Optional.of(via),
        dev);
  }
}
