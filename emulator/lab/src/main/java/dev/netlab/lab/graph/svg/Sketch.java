package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.Box;
import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.Port;
import dev.netlab.lab.graph.PortKind;
import dev.netlab.lab.graph.ReadingOrder;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.Wire;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.math.ElkMargin;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.PortAlignment;
import org.eclipse.elk.core.options.PortLabelPlacement;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.IndividualSpacings;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/**
 * A lab's graph as input for the Eclipse Layout Kernel, with the mapping between the elements of
 * both.
 */
final class Sketch {
  static final double PLUG = 10;
  private static final double PADDING = 14;
  private static final Set<PortKind> INWARD = Set.of(PortKind.BRIDGE, PortKind.TAP, PortKind.DUMMY);

  final ElkNode root = ElkGraphUtil.createGraph();
  final Map<Box, ElkNode> boxes = new LinkedHashMap<>();
  final Map<End.Plug, ElkNode> insides = new LinkedHashMap<>();
  final Map<End.Plug, ElkPort> plugs = new LinkedHashMap<>();
  final Map<String, ElkNode> networks = new LinkedHashMap<>();
  final Map<Tunnel, ElkNode> hubs = new LinkedHashMap<>();
  final Map<End.Elsewhere, ElkNode> outsides = new LinkedHashMap<>();
  final Map<Wire, ElkEdge> wires = new LinkedHashMap<>();
  final Map<End.Plug, ElkEdge> memberships = new LinkedHashMap<>();
  final Map<Tunnel, List<ElkEdge>> pipes = new LinkedHashMap<>();

  private final ReadingOrder order;

  Sketch(LabGraph graph) {
    order = new ReadingOrder(graph);
    describe(root);
    Set<End.Plug> within = within(graph);
    graph.boxes().forEach(box -> box(box, within));
    for (String network : graph.networks()) {
      ElkNode bar = node(root, Lettering.NAME.width(network) + 2 * PADDING, 44);
      plugs(bar, 12, 12, 14);
      networks.put(network, centred(bar));
    }
    graph.wires().forEach(wire -> wires.put(wire, edge(wire.from(), wire.to())));
    graph.tunnels().forEach(this::tunnel);
    graph.boxes().forEach(this::memberships);
  }

  private static void describe(ElkNode root) {
    root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
    root.setProperty(
        LayeredOptions.CROSSING_MINIMIZATION_STRATEGY, CrossingMinimizationStrategy.LAYER_SWEEP);
    root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_CROSSING_COUNTER_NODE_INFLUENCE, 0.001);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(24));
    space(root);
  }

  private static void space(ElkNode node) {
    node.setProperty(LayeredOptions.SPACING_NODE_NODE, 34.0);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 64.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 26.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 26.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 24.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 24.0);
    node.setProperty(LayeredOptions.SPACING_PORT_PORT, 14.0);
    node.setProperty(LayeredOptions.SPACING_LABEL_PORT_HORIZONTAL, 5.0);
    node.setProperty(LayeredOptions.SPACING_LABEL_LABEL, 8.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 4.0);
  }

  /**
   * Interfaces that do not connect their node to others: bridges, dummies and other kinds that only
   * the node uses, and veths that do not leave the node.
   */
  private static Set<End.Plug> within(LabGraph graph) {
    Set<End.Plug> within = new HashSet<>();
    for (Box box : graph.boxes()) {
      for (Port port : box.ports()) {
        if (INWARD.contains(port.kind())) {
          within.add(new End.Plug(box.name(), port.name()));
        }
      }
    }
    for (Wire wire : graph.wires()) {
      if (wire.from() instanceof End.Plug a
          && wire.to() instanceof End.Plug b
          && a.node().equals(b.node())) {
        within.add(a);
        within.add(b);
      }
    }
    return within;
  }

  private void box(Box box, Set<End.Plug> within) {
    Heading heading = Heading.of(box);
    ElkNode node = node(root, heading.width() + 2 * PADDING, heading.height() + 20);
    boxes.put(box, node);
    double text = textHeight(box);
    plugs(node, heading.height() + 9 + text / 2, 6 + text / 2, 14);
    node.setProperty(
        LayeredOptions.PADDING,
        new ElkPadding(heading.height() + 14, PADDING + 6, PADDING, PADDING + 6));
    for (Port port : box.ports()) {
      End.Plug end = new End.Plug(box.name(), port.name());
      if (within.contains(end) && !isMember(box, port)) {
        // The text of a plug with a line inward is below the plug.
        plugs(node, heading.height() + 20, text + 12, text + 8);
        insides.put(end, inside(node, port));
      }
    }
    for (Port port : box.ports()) {
      End.Plug end = new End.Plug(box.name(), port.name());
      if (insides.containsKey(end)) {
        continue;
      }
      boolean patch = within.contains(end);
      ElkNode at =
          patch
              ? insides.getOrDefault(new End.Plug(box.name(), port.master().orElse("")), node)
              : node;
      plugs.put(end, plug(at, port));
    }
  }

  private static boolean isMember(Box box, Port port) {
    return port.master().isPresent()
        && box.ports().stream().anyMatch(other -> other.name().equals(port.master().get()));
  }

  private static ElkNode inside(ElkNode node, Port port) {
    space(node);
    Heading heading = Heading.of(port);
    ElkNode inside = node(node, heading.width() + 2 * PADDING, heading.height() + 10);
    plugs(inside, heading.height() + 18, 18, 14);
    return inside;
  }

  /** Makes lines end around the middle. */
  private static ElkNode centred(ElkNode node) {
    node.setProperty(LayeredOptions.PORT_ALIGNMENT_DEFAULT, PortAlignment.CENTER);
    return node;
  }

  /** The height for the interface with the most addresses. */
  private static double textHeight(Box box) {
    return textHeight(
        box.ports().stream().mapToInt(port -> port.addresses().size()).max().orElse(0));
  }

  /** At least the height for one address: if all heights are equal, lines are straight. */
  private static double textHeight(int addresses) {
    return Lettering.INTERFACE.line() + Math.max(1, addresses) * Lettering.ADDRESS.line();
  }

  private static ElkPort plug(ElkNode node, Port port) {
    ElkPort plug = ElkGraphUtil.createPort(node);
    plug.setDimensions(PLUG, PLUG);
    plug.setProperty(LayeredOptions.PORT_BORDER_OFFSET, -PLUG / 2);
    ElkLabel label = ElkGraphUtil.createLabel(port.name(), plug);
    label.setDimensions(
        Math.max(Lettering.INTERFACE.width(port.name()), Lettering.ADDRESS.width(port.addresses())),
        textHeight(port.addresses().size()));
    return plug;
  }

  /** The distances of plugs from the upper side, the lower side and each other. */
  private static void plugs(ElkNode node, double top, double bottom, double between) {
    IndividualSpacings spacings = new IndividualSpacings();
    spacings.setProperty(
        LayeredOptions.SPACING_PORTS_SURROUNDING, new ElkMargin(top, 0, bottom, 0));
    spacings.setProperty(LayeredOptions.SPACING_PORT_PORT, between);
    node.setProperty(LayeredOptions.SPACING_INDIVIDUAL, spacings);
  }

  private static ElkNode node(ElkNode parent, double width, double height) {
    ElkNode node = ElkGraphUtil.createNode(parent);
    node.setDimensions(width, height);
    node.setProperty(LayeredOptions.NODE_SIZE_MINIMUM, new KVector(width, height));
    node.setProperty(
        LayeredOptions.NODE_SIZE_CONSTRAINTS,
        EnumSet.of(SizeConstraint.PORTS, SizeConstraint.PORT_LABELS, SizeConstraint.MINIMUM_SIZE));
    node.setProperty(LayeredOptions.PORT_ALIGNMENT_DEFAULT, PortAlignment.BEGIN);
    node.setProperty(
        LayeredOptions.PORT_LABELS_PLACEMENT,
        EnumSet.of(PortLabelPlacement.INSIDE, PortLabelPlacement.NEXT_TO_PORT_IF_POSSIBLE));
    return node;
  }

  private void tunnel(Tunnel tunnel) {
    List<ElkEdge> edges = new ArrayList<>();
    for (End end : tunnel.ends()) {
      if (end instanceof End.Elsewhere outside) {
        outsides.computeIfAbsent(
            outside,
            _ -> centred(node(root, Lettering.ADDRESS.width(outside.address()) + 2 * PADDING, 30)));
      }
    }
    if (tunnel.ends().size() == 2) {
      ElkEdge edge = edge(tunnel.ends().getFirst(), tunnel.ends().getLast());
      ElkLabel label = ElkGraphUtil.createLabel(tunnel.label(), edge);
      label.setProperty(LayeredOptions.EDGE_LABELS_INLINE, true);
      label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
      Heading heading = Heading.of(tunnel);
      label.setDimensions(heading.width() + 20, heading.height());
      edges.add(edge);
    } else {
      Heading heading = Heading.of(tunnel);
      ElkNode hub = node(root, heading.width() + 2 * PADDING, heading.height() + PADDING);
      plugs(hub, 14, 14, 26);
      hubs.put(tunnel, centred(hub));
      for (End end : tunnel.ends()) {
        boolean forward = order.isLeftOf(end, tunnel);
        edges.add(
            forward
                ? ElkGraphUtil.createSimpleEdge(shape(end), hub)
                : ElkGraphUtil.createSimpleEdge(hub, shape(end)));
      }
    }
    pipes.put(tunnel, edges);
  }

  /** Adds lines between interfaces and the bridges of which they are ports, within their node. */
  private void memberships(Box box) {
    for (Port port : box.ports()) {
      End.Plug end = new End.Plug(box.name(), port.name());
      ElkNode bridge = insides.get(new End.Plug(box.name(), port.master().orElse("")));
      ElkPort plug = plugs.get(end);
      if (bridge == null || plug == null || plug.getParent().equals(bridge)) {
        continue;
      }
      memberships.put(
          end,
          plug.getOutgoingEdges().isEmpty()
              ? ElkGraphUtil.createSimpleEdge(plug, bridge)
              : ElkGraphUtil.createSimpleEdge(bridge, plug));
    }
  }

  private ElkEdge edge(End a, End b) {
    List<End> ends = order.leftToRight(a, b);
    return ElkGraphUtil.createSimpleEdge(shape(ends.getFirst()), shape(ends.getLast()));
  }

  /** The element of the drawing that represents an end. */
  ElkConnectableShape shape(End end) {
    return switch (end) {
      case End.Plug plug ->
          plugs.containsKey(plug) ? known(plugs.get(plug), end) : known(insides.get(plug), end);
      case End.Segment segment -> known(networks.get(segment.network()), end);
      case End.Elsewhere outside -> known(outsides.get(outside), end);
      case End.Unanswered unanswered ->
          boxes.entrySet().stream()
              .filter(entry -> entry.getKey().name().equals(unanswered.node()))
              .findFirst()
              .orElseThrow()
              .getValue();
    };
  }

  private static <T> T known(@Nullable T shape, End end) {
    if (shape == null) {
      throw new IllegalStateException("a line ends at " + end + ", which is not in the lab");
    }
    return shape;
  }
}
