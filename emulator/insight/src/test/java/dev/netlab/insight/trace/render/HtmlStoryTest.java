package dev.netlab.insight.trace.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.SampleLabs;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.svg.Layout;
import dev.netlab.lab.graph.svg.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlStoryTest {
  private final LabGraph graph = LabGraph.of(SampleLabs.liqo());

  @Test
  void isOneFileWithEveryStepAndReason() {
    String page = HtmlStory.render(LiqoStory.whole(), graph);
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import")
        .doesNotContainPattern("url\\((?!#)");
    for (Journey journey : journeys(LiqoStory.whole())) {
      journey.hops().forEach(hop -> assertThat(page).contains(">" + hop.point() + "<"));
      assertThat(page).contains("class=\"steps " + journey.direction() + "\"");
    }
    assertThat(page)
        .contains("<del>10.201.1.4</del> <ins>10.200.1.4</ins>")
        .contains("<del>64</del> <ins>63</ins>")
        .contains("table ip remap-podcidr chain nat-prerouting, from lab.yaml:52:11")
        .contains("to 10.201.0.0/16 lookup 1001")
        .contains("ending delivered");
  }

  @Test
  void saysWhereAPacketWasLostAndHowThatIsKnown() {
    String page = HtmlStory.render(LiqoStory.lost(), graph);
    assertThat(page)
        .contains("ending dropped")
        .contains("DROPPED at gw-local:liqo.11111: no-route (proven)")
        .contains("the kernel dropped it for IP_INNOROUTES while it was at liqo.11111");
  }

  @Test
  void drawsALegForEachHopAndLightsTheTunnelsThatThePacketIsIn() {
    Picture picture = Layout.of(graph);
    for (Journey journey : journeys(LiqoStory.whole())) {
      List<PathOverlay.Segment> legs = PathOverlay.of(journey.hops(), picture).legs();
      assertThat(legs).hasSameSizeAs(journey.hops());
      assertThat(legs).allMatch(leg -> leg.place().isPresent());
      assertThat(legs.subList(1, legs.size())).noneMatch(leg -> leg.trail().isEmpty());
      assertThat(legs.getLast().pipes()).isEmpty();
    }
    Journey request = journeys(LiqoStory.whole()).getFirst();
    List<PathOverlay.Segment> legs = PathOverlay.of(request.hops(), picture).legs();
    assertThat(tunnelsAt(request, legs, "rome-worker:caliaaaaa in")).isEmpty();
    assertThat(tunnelsAt(request, legs, "gw-local:eth0 in")).containsExactly("GENEVE 1");
    assertThat(tunnelsAt(request, legs, "milan-worker:eth0 in")).containsExactly("WireGuard");
  }

  private List<String> tunnelsAt(Journey journey, List<PathOverlay.Segment> legs, String point) {
    for (int i = 0; i < legs.size(); i++) {
      if (journey.hops().get(i).point().toString().equals(point)) {
        return legs.get(i).pipes().stream().map(graph.tunnels()::get).map(Tunnel::label).toList();
      }
    }
    throw new AssertionError("no hop at " + point);
  }

  private static List<Journey> journeys(Trace trace) {
    return trace.conversations().stream().flatMap(c -> c.journeys().stream()).toList();
  }
}
