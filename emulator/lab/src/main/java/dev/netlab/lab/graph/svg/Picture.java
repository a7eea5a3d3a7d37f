package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.Box;
import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.Port;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A lab's graph with a position for everything.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param bridges bridges, dummies and other interfaces that are entirely inside a node
 */
public record Picture(
    LabGraph graph,
    double width,
    double height,
    List<PlacedBox> boxes,
    List<PlacedPort> bridges,
    List<PlacedNetwork> networks,
    List<PlacedHub> hubs,
    List<PlacedOutside> outsides,
    List<PlacedPort> ports,
    List<PlacedWire> wires,
    List<PlacedPipe> pipes) {
  public Picture {
    boxes = List.copyOf(boxes);
    bridges = List.copyOf(bridges);
    networks = List.copyOf(networks);
    hubs = List.copyOf(hubs);
    outsides = List.copyOf(outsides);
    ports = List.copyOf(ports);
    wires = List.copyOf(wires);
    pipes = List.copyOf(pipes);
  }

  /** A node. */
  public record PlacedBox(Box box, Rectangle at) {}

  /**
   * An interface.
   *
   * @param at the plug at the border of its node, or the whole interface if it is inside
   * @param text the position of its name and addresses
   */
  public record PlacedPort(String node, Port port, Rectangle at, Rectangle text) {
    End.Plug end() {
      return new End.Plug(node, port.name());
    }
  }

  /** A network. */
  public record PlacedNetwork(String network, Rectangle at) {}

  /** The middle of a VXLAN with more than two ends. */
  public record PlacedHub(Tunnel tunnel, Rectangle at) {}

  /** An address that does not belong to any node of the lab. */
  public record PlacedOutside(End.Elsewhere outside, Rectangle at) {}

  /**
   * A wire. The order of its spots may be the reverse of the order of the wire's ends.
   *
   * @param ends the ends that its first and its last spot touch
   */
  public record PlacedWire(Optional<Wire> wire, List<End> ends, List<Spot> spots) {
    public PlacedWire {
      ends = List.copyOf(ends);
      spots = List.copyOf(spots);
    }
  }

  /**
   * A tunnel between two ends, or between one end and the {@link PlacedHub}.
   *
   * @param ends the ends that its first and its last spot touch; the hub is not an end
   * @param label empty between an end and the hub
   */
  public record PlacedPipe(
      Tunnel tunnel, List<End> ends, List<Spot> spots, Optional<Rectangle> label) {
    public PlacedPipe {
      ends = List.copyOf(ends);
      spots = List.copyOf(spots);
    }
  }

  /** The interface of that node, at its border or inside it. */
  public Optional<PlacedPort> port(String node, String interfaceName) {
    End.Plug end = new End.Plug(node, interfaceName);
    return ports.stream()
        .filter(port -> port.end().equals(end))
        .findFirst()
        .or(() -> bridges.stream().filter(port -> port.end().equals(end)).findFirst());
  }
}
