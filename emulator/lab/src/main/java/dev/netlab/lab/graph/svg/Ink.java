package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.PortKind;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The styles of the drawing. The light style is in attributes, which every SVG viewer supports; the
 * dark style is in a style sheet, for viewers that know the reader's preference.
 */
enum Ink {
  PAPER("paper", "#f7f9fc", "none", "#0d1320", "none"),
  BOX("box", "#ffffff", "#b4c0d3", "#182236", "#41506b"),
  HEAD("head", "#e6ecf7", "none", "#243250", "none"),
  ROUTER_HEAD("router-head", "#d6e4ff", "none", "#1f3c70", "none"),
  INSIDE("inside", "#e3f8ef", "#37a981", "#123a30", "#37a981"),
  NETWORK("network", "#d5f5e6", "#1f9d6e", "#10382c", "#2fb585"),
  OUTSIDE("outside", "#ffffff", "#8a97ab", "#182236", "#6c7a91"),
  PLUG("plug", "#ffffff", "#4c5d78", "#0d1320", "#9fb0cb"),
  WIRE("wire", "none", "#4c5d78", "none", "#9fb0cb"),
  NAME("name", "#14213d", "none", "#eef3fc", "none"),
  TEXT("text", "#22304d", "none", "#dbe4f5", "none"),
  FAINT("faint", "#5a6982", "none", "#9aabc7", "none"),
  POLICY("policy", "#a34700", "none", "#ffb366", "none"),
  GENEVE_EDGE("geneve-edge", "none", "#0b8398", "none", "#22b8cf"),
  GENEVE_BORE("geneve-bore", "none", "#d3f4f9", "none", "#0d3b45"),
  GENEVE("geneve", "#d3f4f9", "#0b8398", "#0d3b45", "#22b8cf"),
  GENEVE_TEXT("geneve-text", "#075563", "none", "#a5eaf5", "none"),
  VXLAN_EDGE("vxlan-edge", "none", "#6d4bd8", "none", "#9775fa"),
  VXLAN_BORE("vxlan-bore", "none", "#ebe5ff", "none", "#2b2057"),
  VXLAN("vxlan", "#ebe5ff", "#6d4bd8", "#2b2057", "#9775fa"),
  VXLAN_TEXT("vxlan-text", "#432a9c", "none", "#d0bfff", "none"),
  WIREGUARD_EDGE("wireguard-edge", "none", "#b8234f", "none", "#f06595"),
  WIREGUARD_BORE("wireguard-bore", "none", "#ffe1ea", "none", "#4a1428"),
  WIREGUARD("wireguard", "#ffe1ea", "#b8234f", "#4a1428", "#f06595"),
  WIREGUARD_TEXT("wireguard-text", "#841539", "none", "#ffc2d6", "none");

  private final String cssClass;
  private final String fill;
  private final String stroke;
  private final String darkFill;
  private final String darkStroke;

  Ink(String cssClass, String fill, String stroke, String darkFill, String darkStroke) {
    this.cssClass = cssClass;
    this.fill = fill;
    this.stroke = stroke;
    this.darkFill = darkFill;
    this.darkStroke = darkStroke;
  }

  /** The four styles of a kind of tunnel: outer line, inner line, box, text. */
  static Ink edge(PortKind kind) {
    return valueOf(tunnel(kind) + "_EDGE");
  }

  static Ink bore(PortKind kind) {
    return valueOf(tunnel(kind) + "_BORE");
  }

  static Ink box(PortKind kind) {
    return valueOf(tunnel(kind));
  }

  static Ink text(PortKind kind) {
    return valueOf(tunnel(kind) + "_TEXT");
  }

  private static String tunnel(PortKind kind) {
    return switch (kind) {
      case GENEVE -> "GENEVE";
      case VXLAN -> "VXLAN";
      case WIREGUARD -> "WIREGUARD";
      case VETH, BRIDGE, TAP, DUMMY -> throw new IllegalArgumentException(kind + " is no tunnel");
    };
  }

  /** Applies this style to the element that was just opened. */
  Markup on(Markup element) {
    element.with("class", cssClass).with("fill", fill);
    return stroke.equals("none") ? element : element.with("stroke", stroke);
  }

  /** The CSS rules of the dark style. */
  static String darkRules() {
    return Stream.of(values())
        .map(ink -> ".%s{fill:%s;stroke:%s}".formatted(ink.cssClass, ink.darkFill, ink.darkStroke))
        .collect(Collectors.joining());
  }
}
