package dev.netlab.lab.graph;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Network;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a lab that can be drawn. Everything is in the order of the lab file, so the same lab
 * always gives the same graph.
 *
 * @param name the name of the lab
 * @param title one line of text for users; empty if the lab has none
 * @param networks names of the Ethernet segments
 */
public record LabGraph(
    String name,
    String title,
    List<Box> boxes,
    List<String> networks,
    List<Wire> wires,
    List<Tunnel> tunnels) {
  public LabGraph {
    boxes = List.copyOf(boxes);
    networks = List.copyOf(networks);
    wires = List.copyOf(wires);
    tunnels = List.copyOf(tunnels);
  }

  /** Extracts everything that can be drawn from a lab. */
  public static LabGraph of(Lab lab) {
    return new LabGraph(
        lab.name().text(),
        lab.title(),
        lab.nodes().stream().map(LabGraph::box).toList(),
        lab.networks().stream().map(Network::name).toList(),
        wires(lab),
        TunnelEnds.of(lab));
  }

  /** The box with that name. */
  public Optional<Box> box(String node) {
    return boxes.stream().filter(box -> box.name().equals(node)).findFirst();
  }

  private static Box box(Node node) {
    return new Box(
        node.name(),
        node.forwarding(),
        node.policy().tables().stream().map(PolicyLine::of).toList(),
        node.interfaces().stream().map(LabGraph::port).toList());
  }

  private static Port port(Interface i) {
    return new Port(
        i.name(),
        PortKind.of(i.attachment()),
        i.addresses().stream().map(Written::words).toList(),
        i.master(),
        i.alias());
  }

  /** Lists each veth once, from the end that names the other one. */
  private static List<Wire> wires(Lab lab) {
    List<Wire> wires = new ArrayList<>();
    for (Node node : lab.nodes()) {
      for (Interface i : node.interfaces()) {
        End near = new End.Plug(node.name(), i.name());
        switch (i.attachment()) {
          case Attachment.NetworkPort port ->
              wires.add(new Wire(near, new End.Segment(port.network())));
          case Attachment.VethPeer peer ->
              wires.add(new Wire(near, new End.Plug(peer.node(), peer.interfaceName())));
          case Attachment.VethEnd _ -> {}
          case Attachment.BridgeDevice _ -> {}
          case Attachment.Vxlan _ -> {}
          case Attachment.Geneve _ -> {}
          case Attachment.WireGuard _ -> {}
          case Attachment.Tap _ -> {}
          case Attachment.Dummy _ -> {}
        }
      }
    }
    return wires;
  }
}
