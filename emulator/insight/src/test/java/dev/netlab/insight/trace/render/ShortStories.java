package dev.netlab.insight.trace.render;

import static dev.netlab.insight.trace.render.Bytes.echo;
import static dev.netlab.insight.trace.render.Bytes.ethernet;
import static dev.netlab.insight.trace.render.Bytes.geneve;
import static dev.netlab.insight.trace.render.Bytes.ip;
import static dev.netlab.insight.trace.render.Bytes.tcp;
import static dev.netlab.insight.trace.render.Bytes.udp;
import static dev.netlab.lab.Way.IN;
import static dev.netlab.lab.Way.OUT;
import static dev.netlab.packet.Tcp.ACK;
import static dev.netlab.packet.Tcp.PSH;
import static dev.netlab.packet.Tcp.RST;
import static dev.netlab.packet.Tcp.SYN;

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

/** Stories with what the Liqo lab's does not have. */
final class ShortStories {
  private static final long START = 1_700_000_000_000_000_000L;

  private ShortStories() {}

  /** Addresses as long as addresses get, in a tunnel, lost on the wire. */
  static Trace ipv6() {
    String pod = "fd00:aaaa:bbbb:cccc:1111:2222:3333:4444";
    String other = "fd00:aaaa:bbbb:dddd:5555:6666:7777:8888";
    String worker = "2001:db8:ffff:ffff:ffff:ffff:ffff:fff1";
    String gateway = "2001:db8:ffff:ffff:ffff:ffff:ffff:fff2";
    byte[] sent = ip(pod, other, 64, 58, echo(128, 9, 1));
    byte[] routed = ip(pod, other, 63, 58, echo(128, 9, 1));
    byte[] outer = ip(worker, gateway, 64, 17, udp(48064, 6081, geneve(77, ethernet(routed))));
    Journey journey =
        new Walk(1, Direction.REQUEST, START)
            .at(
                "pod-in-the-first-cluster:eth0",
                OUT,
                sent,
                LiqoStory.route("default via fe80::1 dev eth0 metric 1024 pref medium", "eth0", ""))
            .at("worker-of-the-first-cluster:vethpod0123456", IN, sent)
            .at(
                "worker-of-the-first-cluster:geneve0",
                OUT,
                routed,
                new Event.Encapsulation(
                    new TunnelHeader(
                        "geneve",
                        "geneve0",
                        "id 77",
                        "[" + worker + "]:48064",
                        "[" + gateway + "]:6081")),
                new Event.Connection(
                    "icmp6 " + pod + " > " + other + " id 9",
                    "icmp6 " + other + " > " + pod + " id 9",
                    "new",
                    7),
                new Event.Neighbour(gateway, "eth0", "02:00:00:00:00:02", "STALE"))
            .at("worker-of-the-first-cluster:eth0", OUT, outer)
            .ends(
                new Ending(
                    Outcome.LOST,
                    Cause.WIRE,
                    Proof.INFERRED,
                    "worker-of-the-first-cluster",
                    "eth0",
                    "it left and came to no other node within 1 s",
                    List.of("network underlay has no port with 02:00:00:00:00:02")));
    return new Trace(
        "long-addresses",
        "pod-in-the-first-cluster",
        List.of("ping", "-c", "1", other),
        1,
        List.of(
            new Conversation(
                1,
                pod + " > " + other + " icmp6",
                List.of(journey),
                0,
                "predicted gateway:eth0 in after worker-of-the-first-cluster:eth0 out, seen"
                    + " nothing")),
        List.of("the ring of worker-of-the-first-cluster lost 12 frames"),
        List.of("the kernel tells no drop reasons: tracefs is not mounted"));
  }

  /** A handshake refused, behind a service address; then a segment of another connection. */
  static Trace tcp4() {
    byte[] syn = ip("10.0.0.2", "10.96.0.10", 64, 6, tcp(40000, 80, 1000, 0, SYN, 0));
    byte[] turned = ip("10.0.0.2", "10.0.1.3", 63, 6, tcp(40000, 8080, 1000, 0, SYN, 0));
    byte[] data = ip("10.0.0.2", "10.0.1.3", 64, 6, tcp(40001, 9090, 5, 6, ACK | PSH, 2896));
    byte[] cut = ip("10.0.0.2", "10.0.1.3", 63, 6, tcp(40001, 9090, 5, 6, ACK | PSH, 1448));
    byte[] rst = ip("10.0.1.3", "10.0.0.2", 64, 6, tcp(8080, 40000, 0, 1001, RST | ACK, 0));
    Journey refused =
        new Walk(1, Direction.REQUEST, START)
            .at("client:eth0", OUT, syn)
            .at(
                "router:left",
                IN,
                syn,
                new Event.Hook("prerouting"),
                new Event.RuleMatched(
                    "inet services",
                    "nat-prerouting",
                    7,
                    "ip daddr 10.96.0.10 tcp dport 80 dnat to 10.0.1.3:8080",
                    "accept",
                    ""),
                new Event.Translation(Side.DESTINATION, "10.96.0.10:80", "10.0.1.3:8080"),
                new Event.Hook("forward"),
                new Event.Remark("the filter table lets established connections through unseen"),
                new Event.Hook("postrouting"))
            .at("router:right", OUT, turned, new Event.Forwarding("br0", "02:00:00:00:00:01", "p1"))
            .at("server:eth0", IN, turned)
            .ends(
                new Ending(
                    Outcome.REFUSED,
                    Cause.NO_SOCKET,
                    Proof.PROVEN,
                    "server",
                    "eth0",
                    "no socket listens at tcp port 8080",
                    List.of("it answers with a reset, packet 2")));
    Journey reset =
        new Walk(2, Direction.REPLY, START + 200_000)
            .at("server:eth0", OUT, rst)
            .at(
                "router:right",
                IN,
                rst,
                new Event.Hook("prerouting"),
                new Event.Hook("forward"),
                new Event.RuleMatched(
                    "inet filter", "forward", 0, "policy drop", "drop", "lab.yaml:12:7"))
            .ends(
                new Ending(
                    Outcome.DROPPED,
                    Cause.RULE,
                    Proof.PROVEN,
                    "router",
                    "right",
                    "chain forward of table inet filter drops what no rule accepts",
                    List.of()));
    Journey segment =
        new Walk(3, Direction.REQUEST, START + 400_000)
            .at("client:eth0", OUT, data)
            .at("router:left", IN, data)
            .at("router:right", OUT, cut)
            .ends(
                new Ending(
                    Outcome.UNKNOWN,
                    Cause.UNKNOWN,
                    Proof.INFERRED,
                    "server",
                    "",
                    "the capture of server has a gap here",
                    List.of()));
    return new Trace(
        "service",
        "client",
        List.of("curl", "http://10.96.0.10/"),
        7,
        List.of(
            new Conversation(1, "10.0.0.2 > 10.96.0.10:80 tcp", List.of(refused, reset), 1, ""),
            new Conversation(2, "10.0.0.2 > 10.0.1.3:9090 tcp", List.of(segment), 14, "")),
        List.of(),
        List.of());
  }

  /** What explain has: no frames, no times, and a packet that never left. */
  static List<Journey> predicted() {
    Ending ending =
        new Ending(
            Outcome.DROPPED,
            Cause.NO_ROUTE,
            Proof.PREDICTED,
            "router",
            "left",
            "router has no route to 10.9.9.9",
            List.of("ip route get 10.9.9.9 answers: Network is unreachable"));
    Journey seen =
        new Walk(1, Direction.REQUEST, 0)
            .at("client:eth0", OUT, ip("10.0.0.2", "10.9.9.9", 64, 1, echo(8, 1, 1)))
            .at("router:left", IN, ip("10.0.0.2", "10.9.9.9", 64, 1, echo(8, 1, 1)))
            .ends(ending);
    return List.of(
        new Journey(
            1,
            Direction.REQUEST,
            seen.hops().stream()
                .map(
                    hop ->
                        new dev.netlab.insight.story.Hop(
                            hop.node(),
                            hop.interfaceName(),
                            hop.way(),
                            0,
                            hop.packet(),
                            hop.outer(),
                            Optional.empty(),
                            hop.events()))
                .toList(),
            ending),
        new Journey(2, Direction.REQUEST, List.of(), ending));
  }
}
