package dev.netlab.lab.graph;

import dev.netlab.lab.PrintableText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Formats a graph in the language of Graphviz: nodes are tables, and their rows, the interfaces,
 * are ports.
 */
public final class Dot {
  private static final String FONT = "fontname=\"DejaVu Sans Mono, Menlo, Consolas, monospace\"";
  private static final Map<PortKind, String> COLOURS =
      Map.of(
          PortKind.GENEVE, "#0c8599",
          PortKind.VXLAN, "#7048e8",
          PortKind.WIREGUARD, "#c2255c");

  private final StringBuilder out = new StringBuilder();
  private final Map<End, String> ids = new HashMap<>();
  private final LabGraph graph;
  private final ReadingOrder order;

  private Dot(LabGraph graph) {
    this.graph = graph;
    this.order = new ReadingOrder(graph);
  }

  /** The graph as text that ends with a line feed. */
  public static String of(LabGraph graph) {
    return new Dot(graph).text();
  }

  private String text() {
    line("graph %s {".formatted(quoted(graph.name())));
    line("  graph [rankdir=LR, label=%s, labelloc=t, %s]".formatted(quoted(graph.title()), FONT));
    line("  node [shape=plain, fontsize=11, %s]".formatted(FONT));
    line("  edge [color=\"#495057\", fontsize=10, %s]".formatted(FONT));
    graph.boxes().forEach(this::box);
    for (String network : graph.networks()) {
      String id = quoted("network " + network);
      ids.put(new End.Segment(network), id);
      line(
          "  %s [shape=box, style=\"rounded,filled\", fillcolor=\"#c3fae8\", label=%s]"
              .formatted(id, quoted(network)));
    }
    for (Wire wire : graph.wires()) {
      List<End> ends = order.leftToRight(wire.from(), wire.to());
      line("  %s -- %s".formatted(id(ends.getFirst()), id(ends.getLast())));
    }
    graph.tunnels().forEach(this::tunnel);
    line("}");
    return out.toString();
  }

  private void box(Box box) {
    String id = quoted(box.name());
    line(
        "  %s [label=<<table border=\"1\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\">"
            .formatted(id));
    line("    <tr><td bgcolor=\"#dbe4ff\"><b>%s</b></td></tr>".formatted(escaped(box.name())));
    for (Port port : box.ports()) {
      String name = "p" + (box.ports().indexOf(port) + 1);
      ids.put(new End.Plug(box.name(), port.name()), id + ":" + name);
      line(
          "    <tr><td port=\"%s\" align=\"left\">%s</td></tr>"
              .formatted(name, escaped(text(port))));
    }
    for (String policy : box.policies()) {
      line("    <tr><td align=\"left\"><i>%s</i></td></tr>".formatted(escaped(policy)));
    }
    line("  </table>>]");
    ids.put(new End.Unanswered(box.name()), id);
  }

  private static String text(Port port) {
    StringBuilder text = new StringBuilder(port.name());
    port.addresses().forEach(address -> text.append(' ').append(address));
    if (port.kind() == PortKind.BRIDGE) {
      text.append(" (bridge)");
    }
    port.master().ifPresent(master -> text.append(" master ").append(master));
    return text.toString();
  }

  private void tunnel(Tunnel tunnel) {
    tunnel.ends().forEach(this::outside);
    String label = (tunnel.label() + "\n" + tunnel.port()).trim();
    String colour = COLOURS.getOrDefault(tunnel.kind(), "#495057");
    if (tunnel.ends().size() == 2) {
      List<End> ends = order.leftToRight(tunnel.ends().getFirst(), tunnel.ends().getLast());
      line(
          "  %s -- %s [label=%s, color=\"%s\", fontcolor=\"%s\", penwidth=4]"
              .formatted(id(ends.getFirst()), id(ends.getLast()), quoted(label), colour, colour));
      return;
    }
    String hub = quoted(tunnel.label() + " " + (graph.tunnels().indexOf(tunnel) + 1));
    line(
        "  %s [shape=box, color=\"%s\", fontcolor=\"%s\", label=%s]"
            .formatted(hub, colour, colour, quoted(label)));
    for (End end : tunnel.ends()) {
      line("  %s -- %s [color=\"%s\", penwidth=4]".formatted(id(end), hub, colour));
    }
  }

  private void outside(End end) {
    if (end instanceof End.Elsewhere && !ids.containsKey(end)) {
      String id = quoted("elsewhere " + end);
      ids.put(end, id);
      line("  %s [shape=box, style=dashed, label=%s]".formatted(id, quoted(end.toString())));
    }
  }

  private String id(End end) {
    return ids.getOrDefault(end, quoted(end.toString()));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String quoted(String text) {
    return '"'
        + PrintableText.lines(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }

  private static String escaped(String text) {
    return PrintableText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
