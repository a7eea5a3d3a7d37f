package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.Port;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.svg.Picture.PlacedBox;
import dev.netlab.lab.graph.svg.Picture.PlacedHub;
import dev.netlab.lab.graph.svg.Picture.PlacedNetwork;
import dev.netlab.lab.graph.svg.Picture.PlacedOutside;
import dev.netlab.lab.graph.svg.Picture.PlacedPipe;
import dev.netlab.lab.graph.svg.Picture.PlacedPort;
import dev.netlab.lab.graph.svg.Picture.PlacedWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.ElkShape;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Computes the position of everything in a lab's graph. The same graph always gets the same
 * positions.
 */
public final class Layout {
  private final LabGraph graph;
  private final Sketch sketch;

  private Layout(LabGraph graph) {
    this.graph = graph;
    this.sketch = new Sketch(graph);
  }

  /** The graph, laid out from left to right. */
  public static Picture of(LabGraph graph) {
    Layout layout = new Layout(graph);
    new RecursiveGraphLayoutEngine().layout(layout.sketch.root, new BasicProgressMonitor());
    return layout.picture();
  }

  private Picture picture() {
    List<PlacedPort> ports = new ArrayList<>();
    sketch.plugs.forEach(
        (end, plug) -> ports.add(new PlacedPort(end.node(), port(end), at(plug), text(end, plug))));
    List<PlacedPort> insides = new ArrayList<>();
    sketch.insides.forEach(
        (end, node) -> insides.add(new PlacedPort(end.node(), port(end), at(node), at(node))));
    return new Picture(
        graph,
        sketch.root.getWidth(),
        sketch.root.getHeight(),
        list(sketch.boxes, PlacedBox::new),
        insides,
        list(sketch.networks, PlacedNetwork::new),
        list(sketch.hubs, PlacedHub::new),
        list(sketch.outsides, PlacedOutside::new),
        ports,
        wires(),
        pipes());
  }

  /** Next to the plug, or below it if a line goes inward from it. */
  private Rectangle text(End.Plug end, ElkPort plug) {
    Rectangle text = at(plug.getLabels().getFirst(), at(plug));
    return sketch.memberships.containsKey(end)
        ? text
        : new Rectangle(
            text.x(), at(plug).centre().y() - text.height() / 2, text.width(), text.height());
  }

  private Port port(End.Plug end) {
    return graph
        .box(end.node())
        .flatMap(
            box ->
                box.ports().stream().filter(p -> p.name().equals(end.interfaceName())).findFirst())
        .orElseThrow();
  }

  private interface Placing<K, P> {
    P place(K thing, Rectangle at);
  }

  private static <K, P> List<P> list(Map<K, ElkNode> nodes, Placing<K, P> placing) {
    List<P> placed = new ArrayList<>();
    nodes.forEach((thing, node) -> placed.add(placing.place(thing, at(node))));
    return placed;
  }

  private List<PlacedWire> wires() {
    List<PlacedWire> wires = new ArrayList<>();
    sketch.wires.forEach(
        (wire, edge) ->
            wires.add(
                new PlacedWire(
                    Optional.of(wire), ends(edge, wire.from(), wire.to()), spots(edge))));
    sketch.memberships.forEach(
        (end, edge) -> {
          End bridge = new End.Plug(end.node(), port(end).master().orElseThrow());
          wires.add(new PlacedWire(Optional.empty(), ends(edge, end, bridge), spots(edge)));
        });
    return wires;
  }

  private List<PlacedPipe> pipes() {
    List<PlacedPipe> pipes = new ArrayList<>();
    for (Map.Entry<Tunnel, List<ElkEdge>> entry : sketch.pipes.entrySet()) {
      Tunnel tunnel = entry.getKey();
      List<End> ends = tunnel.ends();
      if (ends.size() == 2) {
        ElkEdge edge = entry.getValue().getFirst();

        pipes.add(
            new PlacedPipe(
                tunnel,
                ends(edge, ends.getFirst(), ends.getLast()),
                spots(edge),
                Optional.of(at(edge.getLabels().getFirst(), origin(edge)))));
      } else {
        for (int i = 0; i < ends.size(); i++) {
          pipes.add(
              new PlacedPipe(
                  tunnel, List.of(ends.get(i)), spots(entry.getValue().get(i)), Optional.empty()));
        }
      }
    }
    return pipes;
  }

  /** The two ends, in the order in which the edge connects them. */
  private List<End> ends(ElkEdge edge, End from, End to) {
    ElkConnectableShape source = edge.getSources().getFirst();
    return source.equals(sketch.shape(from)) ? List.of(from, to) : List.of(to, from);
  }

  private static List<Spot> spots(ElkEdge edge) {
    Rectangle origin = origin(edge);
    List<Spot> spots = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      spots.add(new Spot(origin.x() + section.getStartX(), origin.y() + section.getStartY()));
      section
          .getBendPoints()
          .forEach(bend -> spots.add(new Spot(origin.x() + bend.getX(), origin.y() + bend.getY())));
      spots.add(new Spot(origin.x() + section.getEndX(), origin.y() + section.getEndY()));
    }
    return spots;
  }

  /** The origin of an edge's coordinates. */
  private static Rectangle origin(ElkEdge edge) {
    return at(edge.getContainingNode());
  }

  private static Rectangle at(ElkShape shape, Rectangle origin) {
    return new Rectangle(
        origin.x() + shape.getX(), origin.y() + shape.getY(), shape.getWidth(), shape.getHeight());
  }

  private static Rectangle at(ElkPort port) {
    return at(port, at(ElkGraphUtil.connectableShapeToNode(port)));
  }

  private static Rectangle at(ElkNode node) {
    ElkNode parent = node.getParent();
    return at(node, parent == null ? new Rectangle(0, 0, 0, 0) : at(parent));
  }
}
