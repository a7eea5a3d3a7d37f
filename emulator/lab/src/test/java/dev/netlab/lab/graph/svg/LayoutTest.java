package dev.netlab.lab.graph.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Lab;
import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.SampleLabs;
import dev.netlab.lab.graph.svg.Picture.PlacedBox;
import dev.netlab.lab.graph.svg.Picture.PlacedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  static Stream<Lab> labs() {
    return Stream.of(SampleLabs.liqo(), SampleLabs.bridges(), SampleLabs.wide(100));
  }

  @ParameterizedTest
  @MethodSource("labs")
  void nothingLiesOnAnythingElse(Lab lab) {
    Picture picture = Layout.of(LabGraph.of(lab));
    List<Rectangle> places = new ArrayList<>();
    picture.boxes().forEach(box -> places.add(box.at()));
    picture.networks().forEach(network -> places.add(network.at()));
    picture.hubs().forEach(hub -> places.add(hub.at()));
    picture.outsides().forEach(outside -> places.add(outside.at()));
    picture.pipes().forEach(pipe -> pipe.label().ifPresent(places::add));
    assertApart(places);
    Rectangle paper = new Rectangle(0, 0, picture.width(), picture.height());
    assertThat(places).allMatch(paper::contains);
  }

  @ParameterizedTest
  @MethodSource("labs")
  void textOfANodeIsWithinItAndApart(Lab lab) {
    Picture picture = Layout.of(LabGraph.of(lab));
    for (PlacedBox box : picture.boxes()) {
      String node = box.box().name();
      List<Rectangle> within = new ArrayList<>();
      double heading = Heading.of(box.box()).height();
      within.add(new Rectangle(box.at().x(), box.at().y(), box.at().width(), heading));
      Stream.concat(picture.ports().stream(), picture.bridges().stream())
          .filter(port -> port.node().equals(node))
          .filter(port -> !isOnBridge(picture, port))
          .forEach(port -> within.add(port.text()));
      assertApart(within);
      assertThat(within).as(node).allMatch(box.at()::contains);
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void everyInterfaceAndLineIsThere(Lab lab) {
    LabGraph graph = LabGraph.of(lab);
    Picture picture = Layout.of(graph);
    lab.nodes()
        .forEach(
            node ->
                node.interfaces()
                    .forEach(i -> assertThat(picture.port(node.name(), i.name())).isPresent()));
    assertThat(picture.wires().stream().flatMap(wire -> wire.wire().stream()))
        .containsExactlyElementsOf(graph.wires());
    assertThat(picture.pipes().stream().map(Picture.PlacedPipe::tunnel).distinct())
        .containsExactlyElementsOf(graph.tunnels());
    for (Picture.PlacedWire wire : picture.wires()) {
      assertTouches(picture, wire.ends().getFirst(), wire.spots().getFirst());
      assertTouches(picture, wire.ends().getLast(), wire.spots().getLast());
    }
  }

  private static void assertTouches(Picture picture, End end, Spot spot) {
    if (end instanceof End.Plug plug) {
      Rectangle at = picture.port(plug.node(), plug.interfaceName()).orElseThrow().at();
      assertThat(spot.x()).as(end.toString()).isBetween(at.x() - 1, at.x() + at.width() + 1);
      assertThat(spot.y()).as(end.toString()).isBetween(at.y() - 1, at.y() + at.height() + 1);
    }
  }

  private static boolean isOnBridge(Picture picture, PlacedPort port) {
    return picture.bridges().stream()
        .anyMatch(bridge -> !bridge.equals(port) && bridge.at().overlaps(port.at()));
  }

  private static void assertApart(List<Rectangle> places) {
    for (int i = 0; i < places.size(); i++) {
      for (Rectangle other : places.subList(i + 1, places.size())) {
        assertThat(places.get(i).overlaps(other)).as(places.get(i) + " and " + other).isFalse();
      }
    }
  }
}
