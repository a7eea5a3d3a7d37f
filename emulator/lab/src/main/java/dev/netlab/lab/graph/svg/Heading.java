package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.Box;
import dev.netlab.lab.graph.Port;
import dev.netlab.lab.graph.Tunnel;
import java.util.ArrayList;
import java.util.List;

/**
 * The text at the top of a box.
 *
 * @param lines smaller lines below the name
 */
record Heading(String name, Lettering face, List<String> lines) {
  private static final double MARGIN = 6;

  Heading {
    lines = List.copyOf(lines);
  }

  static Heading of(Box box) {
    List<String> lines = new ArrayList<>();
    if (box.forwarding()) {
      lines.add("forwarding");
    }
    lines.addAll(box.policies());
    return new Heading(box.name(), Lettering.NAME, lines);
  }

  static Heading of(Port port) {
    return new Heading(port.name(), Lettering.INTERFACE, port.addresses());
  }

  static Heading of(Tunnel tunnel) {
    return new Heading(
        tunnel.label(),
        Lettering.INTERFACE,
        tunnel.port().isEmpty() ? List.of() : List.of(tunnel.port()));
  }

  double width() {
    return Math.max(face.width(name), Lettering.ADDRESS.width(lines));
  }

  double height() {
    return face.line() + lines.size() * Lettering.ADDRESS.line() + MARGIN;
  }
}
