package dev.netlab.lab.graph;

import dev.netlab.lab.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats a graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown. */
public final class Mermaid {
  private final StringBuilder out = new StringBuilder("flowchart LR\n");
  private final Map<Object, String> ids = new HashMap<>();
  private final LabGraph graph;
  private final ReadingOrder order;

  private Mermaid(LabGraph graph) {
    this.graph = graph;
    this.order = new ReadingOrder(graph);
  }

  /** The flowchart as text that ends with a line feed. */
  public static String of(LabGraph graph) {
    Mermaid mermaid = new Mermaid(graph);
    graph.boxes().forEach(mermaid::box);
    graph.networks().forEach(mermaid::network);
    graph.wires().forEach(mermaid::wire);
    graph.tunnels().forEach(mermaid::tunnel);
    mermaid.classes();
    return mermaid.out.toString();
  }

  private void box(Box box) {
    String id = "n" + (graph.boxes().indexOf(box) + 1);
    List<Port> bridges =
        box.ports().stream().filter(port -> port.kind() == PortKind.BRIDGE).toList();
    String text =
        Stream.concat(
                Stream.of("<b>" + escaped(box.name()) + "</b>"),
                Stream.concat(
                    box.ports().stream()
                        .filter(port -> !bridges.contains(port) && !port.addresses().isEmpty())
                        .map(Mermaid::line),
                    box.policies().stream().map(line -> "<i>" + escaped(line) + "</i>")))
            .collect(Collectors.joining("<br/>"));
    String indent = bridges.isEmpty() ? "  " : "    ";
    if (!bridges.isEmpty()) {
      out.append("  subgraph %ss [\" \"]\n".formatted(id));
    }
    out.append("%s%s[\"%s\"]:::node\n".formatted(indent, id, text));
    for (Port bridge : bridges) {
      String inner = id + "b" + (bridges.indexOf(bridge) + 1);
      out.append("%s%s([\"%s\"]):::network\n".formatted(indent, inner, line(bridge)));
      ids.put(new End.Plug(box.name(), bridge.name()), inner);
    }
    if (!bridges.isEmpty()) {
      out.append("  end\n");
    }
    for (Port port : box.ports()) {
      End plug = new End.Plug(box.name(), port.name());
      String master = port.master().map(name -> ids.get(new End.Plug(box.name(), name))).orElse(id);
      ids.putIfAbsent(plug, master);
    }
    ids.put(new End.Unanswered(box.name()), id);
  }

  private static String line(Port port) {
    return Stream.concat(Stream.of(port.name()), port.addresses().stream())
        .map(Mermaid::escaped)
        .collect(Collectors.joining(" "));
  }

  private void network(String network) {
    String id = "net" + (graph.networks().indexOf(network) + 1);
    out.append("  %s([\"%s\"]):::network\n".formatted(id, escaped(network)));
    ids.put(new End.Segment(network), id);
  }

  private void wire(Wire wire) {
    List<End> ends = order.leftToRight(wire.from(), wire.to());
    out.append(
        "  %s ---|\"%s\"| %s\n".formatted(id(ends.getFirst()), names(ends), id(ends.getLast())));
  }

  private void tunnel(Tunnel tunnel) {
    String kind = tunnel.kind().toString();
    String label =
        Stream.of(tunnel.label(), tunnel.port())
            .filter(part -> !part.isEmpty())
            .map(Mermaid::escaped)
            .collect(Collectors.joining(", "));
    tunnel.ends().forEach(this::outside);
    if (tunnel.ends().size() == 2) {
      List<End> ends = order.leftToRight(tunnel.ends().getFirst(), tunnel.ends().getLast());
      String names = names(ends);
      out.append(
          "  %s <==>|\"%s%s\"| %s\n"
              .formatted(
                  id(ends.getFirst()),
                  label,
                  names.isEmpty() ? "" : "<br/>" + names,
                  id(ends.getLast())));
      return;
    }
    String hub = "t" + (graph.tunnels().indexOf(tunnel) + 1);
    out.append("  %s{{\"%s\"}}:::%s\n".formatted(hub, label, kind));
    for (End end : tunnel.ends()) {
      String name = names(List.of(end));
      out.append(
          order.isLeftOf(end, tunnel)
              ? "  %s <==>|\"%s\"| %s\n".formatted(id(end), name, hub)
              : "  %s <==>|\"%s\"| %s\n".formatted(hub, name, id(end)));
    }
  }

  private void outside(End end) {
    if (end instanceof End.Elsewhere && !ids.containsKey(end)) {
      String id = "x" + (ids.keySet().stream().filter(End.Elsewhere.class::isInstance).count() + 1);
      out.append("  %s[\"%s\"]:::elsewhere\n".formatted(id, escaped(end.toString())));
      ids.put(end, id);
    }
  }

  private void classes() {
    List<String> lines = new ArrayList<>();
    lines.add("classDef node fill:#eef4ff,stroke:#4263eb,color:#1b2a4a");
    lines.add("classDef network fill:#e6fcf5,stroke:#0ca678,color:#0b3b2e");
    lines.add("classDef vxlan fill:#f3f0ff,stroke:#7048e8,color:#2b1a5e");
    lines.add("classDef elsewhere fill:none,stroke-dasharray:4");
    lines.stream()
        .filter(line -> out.indexOf(":::" + line.split(" ", 3)[1]) >= 0)
        .forEach(line -> out.append("  ").append(line).append('\n'));
  }

  private String id(End end) {
    return ids.getOrDefault(end, "unknown");
  }

  private static String names(List<End> ends) {
    return ends.stream()
        .filter(End.Plug.class::isInstance)
        .map(end -> escaped(((End.Plug) end).interfaceName()))
        .collect(Collectors.joining(" – "));
  }

  /** Escapes with Mermaid's entities: {@code #quot;}. */
  private static String escaped(String text) {
    return PrintableText.of(text)
        .replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
