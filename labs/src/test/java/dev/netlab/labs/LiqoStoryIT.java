package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The story of a ping between the clusters, hop by hop, with what each node did and why. */
class LiqoStoryIT {
  private static final Path FILE = LabFolder.file("liqo-two-clusters");

  /** Ports that the kernel chooses; those of the lab file are lower or named here. */
  private static final Pattern CHOSEN = Pattern.compile(":(?!6091|31864|51840)\\d+");

  private static final String REQUEST =
      """
      nginx-local:eth0 out
        route default via 169.254.1.1 dev eth0
      rome-worker:caliaaaaa in
        conntrack new
        route 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001 by to 10.201.0.0/16 lookup 1001
      rome-worker:liqo.00000 out
        encap geneve id 1 172.18.0.2:* > 10.200.1.3:6091
        conntrack new
        route 10.200.1.3 dev calibbbbb
      rome-worker:calibbbbb out
      gw-local:eth0 in
        conntrack new
        decap geneve id 1 172.18.0.2:* > 10.200.1.3:6091
      gw-local:liqo.11111 in
        conntrack new
        rule {dnat}
        nat destination 10.201.1.4 > 10.200.1.4
        route 10.200.0.0/16 via 169.254.18.1 dev liqo-tunnel
      gw-local:liqo-tunnel out
        encap wireguard 10.200.1.3:* > 172.18.0.3:31864
        conntrack established
        route default via 169.254.1.1 dev eth0
      gw-local:eth0 out
      rome-worker:calibbbbb in
        conntrack established
        route 172.18.0.0/16 dev eth0
        rule {masquerade}
        nat source 10.200.1.3:* > 172.18.0.2:*
      rome-worker:eth0 out
        bridge br0
      milan-worker:eth0 in
        conntrack established
        rule {port-forward}
        nat destination 172.18.0.3:31864 > 10.200.1.5:51840
        route 10.200.1.5 dev caliccccc
        rule {port-forward}
        nat source 172.18.0.2:* > 172.18.0.3:*
      milan-worker:caliccccc out
      gw-remote:eth0 in
        conntrack established
        decap wireguard 172.18.0.3:* > 10.200.1.5:51840
      gw-remote:liqo-tunnel in
        conntrack new
        route 10.200.1.4 via 10.71.0.2 dev liqo.22222
        rule {snat}
        nat source 10.200.1.2 > 10.201.1.2
      gw-remote:liqo.22222 out
        encap geneve id 2 10.200.1.5:* > 172.18.0.3:6091
        conntrack new
        route default via 169.254.1.1 dev eth0
      gw-remote:eth0 out
      milan-worker:caliccccc in
        conntrack new
        decap geneve id 2 10.200.1.5:* > 172.18.0.3:6091
      milan-worker:liqo.33333 in
        conntrack new
        route 10.200.1.4 dev caliddddd
      milan-worker:caliddddd out
      nginx-remote:eth0 in
      """;

  private static final String REPLY =
      """
      nginx-remote:eth0 out
        route default via 169.254.1.1 dev eth0
      milan-worker:caliddddd in
        conntrack established
        route 10.201.0.0/16 via 10.71.0.3 dev liqo.33333 table 1001 by to 10.201.0.0/16 lookup 1001
      milan-worker:liqo.33333 out
        encap geneve id 2 172.18.0.3:* > 10.200.1.5:6091
        conntrack new
        route 10.200.1.5 dev caliccccc
      milan-worker:caliccccc out
      gw-remote:eth0 in
        conntrack new
        decap geneve id 2 172.18.0.3:* > 10.200.1.5:6091
      gw-remote:liqo.22222 in
        conntrack established
        rule {snat}
        nat destination 10.201.1.2 > 10.200.1.2
        route 10.200.0.0/16 via 169.254.18.2 dev liqo-tunnel
      gw-remote:liqo-tunnel out
        encap wireguard 10.200.1.5:51840 > 172.18.0.3:*
        conntrack established
        route default via 169.254.1.1 dev eth0
      gw-remote:eth0 out
      milan-worker:caliccccc in
        conntrack established
        rule {port-forward}
        rule {port-forward}
        nat destination 172.18.0.3:* > 172.18.0.2:*
        route 172.18.0.0/16 dev eth0
        nat source 10.200.1.5:51840 > 172.18.0.3:31864
      milan-worker:eth0 out
        bridge br0
      rome-worker:eth0 in
        conntrack established
        rule {masquerade}
        nat destination 172.18.0.2:* > 10.200.1.3:*
        route 10.200.1.3 dev calibbbbb
      rome-worker:calibbbbb out
      gw-local:eth0 in
        conntrack established
        decap wireguard 172.18.0.3:31864 > 10.200.1.3:*
      gw-local:liqo-tunnel in
        conntrack established
        rule {dnat}
        route 10.200.1.2 via 10.71.0.2 dev liqo.11111
        nat source 10.200.1.4 > 10.201.1.4
      gw-local:liqo.11111 out
        encap geneve id 1 10.200.1.3:* > 172.18.0.2:6091
        conntrack new
        route default via 169.254.1.1 dev eth0
      gw-local:eth0 out
      rome-worker:calibbbbb in
        conntrack new
        decap geneve id 1 10.200.1.3:* > 172.18.0.2:6091
      rome-worker:liqo.00000 in
        conntrack established
        route 10.200.1.2 dev caliaaaaa
      rome-worker:caliaaaaa out
      nginx-local:eth0 in
      """;

  @Test
  void requestAndReply() {
    try (TracedLab lab = TracedLab.up(FILE, "nlt-story")) {
      Trace trace = lab.trace("nginx-local", "ping", "-c", "1", "10.201.1.4");
      assertThat(trace.status()).isZero();
      assertThat(trace.conversations()).hasSize(1);
      assertThat(trace.conversations().getFirst().divergence()).isEmpty();
      List<Journey> journeys = trace.conversations().getFirst().journeys();
      assertThat(journeys).extracting(Journey::packet).containsExactly(1, 2);
      assertThat(journeys)
          .extracting(journey -> journey.ending().outcome())
          .containsOnly(Outcome.DELIVERED);
      assertThat(text(journeys.getFirst())).isEqualTo(withLines(REQUEST));
      assertThat(text(journeys.getLast())).isEqualTo(withLines(REPLY));
    }
  }

  private static String withLines(String expected) {
    return expected
        .replace("{dnat}", line("- dnat:"))
        .replace("{snat}", line("- snat:"))
        .replace("{masquerade}", line("- masquerade:"))
        .replace("{port-forward}", line("- port-forward:"));
  }

  private static String line(String start) {
    List<String> lines = LabFolder.text(FILE).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(start)) {
        return "lab.yaml:" + (i + 1);
      }
    }
    throw new IllegalStateException("no line of the lab file starts with " + start);
  }

  private static String text(Journey journey) {
    StringBuilder text = new StringBuilder();
    for (Hop hop : journey.hops()) {
      text.append(hop.point()).append('\n');
      hop.events().stream()
          .flatMap(event -> text(event).lines())
          .forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String text(Event event) {
    return switch (event) {
      case Event.Route route ->
          "route %s%s"
              .formatted(
                  route.route().replaceAll(" proto kernel src .*", ""),
                  route.table().equals("main")
                      ? ""
                      : " by " + route.rule().replaceAll(".*from all ", ""));
      case Event.Connection connection -> "conntrack " + connection.state();
      case Event.Translation nat ->
          masked("nat %s %s > %s".formatted(nat.side(), nat.before(), nat.after()));
      case Event.Encapsulation(Event.TunnelHeader header) -> "encap " + text(header);
      case Event.Decapsulation(Event.TunnelHeader header) -> "decap " + text(header);
      case Event.RuleMatched rule -> "rule " + rule.origin();
      case Event.Forwarding forwarding -> "bridge " + forwarding.bridge();
      case Event.Neighbour _, Event.Hook _, Event.Remark _ -> "";
    };
  }

  private static String text(Event.TunnelHeader header) {
    String id = header.kind().equals("wireguard") ? "" : " " + header.id();
    return masked("%s%s %s > %s".formatted(header.kind(), id, header.from(), header.to()));
  }

  private static String masked(String text) {
    return CHOSEN.matcher(text).replaceAll(":*");
  }
}
