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
 * A lab's graph with a place for everything.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param bridges bridges, dummies and what else is wholly inside of a node
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
   * @param at the plug at its node's border, or, if it is inside, all of it
   * @param text where its name and addresses are
   */
  public record PlacedPort(String node, Port port, Rectangle at, Rectangle text) {
    End.Plug end() {
      return new End.Plug(node, port.name());
    }
  }

  /** A network. */
  public record PlacedNetwork(String network, Rectangle at) {}

  /** The middle of a VXLAN of more than two ends. */
  public record PlacedHub(Tunnel tunnel, Rectangle at) {}

  /** An address that no node of the lab has. */
  public record PlacedOutside(End.Elsewhere outside, Rectangle at) {}

  /**
   * A wire. Its spots may lie the other way round than the wire's ends.
   *
   * @param ends what its first and its last spot touch
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
   * @param ends what its first and its last spot touch; the hub is none
   * @param label empty between an end and the hub
   */
  public record PlacedPipe(
      Tunnel tunnel, List<End> ends, List<Spot> spots, Optional<Rectangle> label) {
    public PlacedPipe {
      ends = List.copyOf(ends);
      spots = List.copyOf(spots);
    }
  }

  /** The interface of that node, at the border or inside. */
  public Optional<PlacedPort> port(String node, String interfaceName) {
    End.Plug end = new End.Plug(node, interfaceName);
    return ports.stream()
        .filter(port -> port.end().equals(end))
        .findFirst()
        .or(() -> bridges.stream().filter(port -> port.end().equals(end)).findFirst());
  }
}
