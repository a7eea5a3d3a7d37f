package dev.netlab.lab.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts a graph to maps, lists and strings, for JSON. */
public final class GraphData {
  private GraphData() {}

  /**
   * Returns {@code lab}, {@code title}, {@code nodes}, {@code networks}, {@code links} and {@code
   * tunnels}. An end of a line is {@code {"node", "interface"}}, {@code {"network"}}, {@code
   * {"node"}} if nothing would answer there, or {@code {"address"}} outside the lab.
   */
  public static Map<String, Object> of(LabGraph graph) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", graph.name());
    data.put("title", graph.title());
    data.put("nodes", graph.boxes().stream().map(GraphData::node).toList());
    data.put("networks", graph.networks());
    data.put(
        "links",
        graph.wires().stream()
            .map(wire -> Map.of("ends", List.of(end(wire.from()), end(wire.to()))))
            .toList());
    data.put("tunnels", graph.tunnels().stream().map(GraphData::tunnel).toList());
    return data;
  }

  private static Map<String, Object> node(Box box) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", box.name());
    data.put("forwarding", box.forwarding());
    data.put("policies", box.policies());
    data.put("interfaces", box.ports().stream().map(GraphData::port).toList());
    return data;
  }

  private static Map<String, Object> port(Port port) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", port.name());
    data.put("kind", port.kind().toString());
    data.put("addresses", port.addresses());
    port.master().ifPresent(master -> data.put("master", master));
    port.alias().ifPresent(alias -> data.put("alias", alias));
    return data;
  }

  private static Map<String, Object> tunnel(Tunnel tunnel) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", tunnel.kind().toString());
    if (!tunnel.id().isEmpty()) {
      data.put("id", Integer.valueOf(tunnel.id()));
    }
    if (!tunnel.port().isEmpty()) {
      data.put("port", tunnel.port());
    }
    data.put("ends", tunnel.ends().stream().map(GraphData::end).toList());
    return data;
  }

  private static Map<String, Object> end(End end) {
    Map<String, Object> data = new LinkedHashMap<>();
    switch (end) {
      case End.Plug plug -> {
        data.put("node", plug.node());
        data.put("interface", plug.interfaceName());
      }
      case End.Segment segment -> data.put("network", segment.network());
      case End.Unanswered unanswered -> data.put("node", unanswered.node());
      case End.Elsewhere elsewhere -> data.put("address", elsewhere.address());
    }
    return data;
  }
}
