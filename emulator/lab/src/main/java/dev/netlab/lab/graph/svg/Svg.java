package dev.netlab.lab.graph.svg;

import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.svg.Picture.PlacedBox;
import dev.netlab.lab.graph.svg.Picture.PlacedHub;
import dev.netlab.lab.graph.svg.Picture.PlacedNetwork;
import dev.netlab.lab.graph.svg.Picture.PlacedOutside;
import dev.netlab.lab.graph.svg.Picture.PlacedPipe;
import dev.netlab.lab.graph.svg.Picture.PlacedPort;
import dev.netlab.lab.graph.svg.Picture.PlacedWire;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats a picture as self-contained SVG: without scripts, fonts or other files. Elements that
 * represent something are marked with its name: {@code data-node}, {@code data-interface}, {@code
 * data-network}, {@code data-tunnel}. A tunnel is also marked with its number in the graph, {@code
 * data-pipe}.
 */
public final class Svg {
  /** The additional height of a picture with a title, in CSS pixels. */
  static final double TITLE = 64;

  private static final String MONOSPACE =
      "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
  private static final String SANS =
      "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',sans-serif";
  private static final double PIPE = 16;
  private static final double BORE = 12;

  private final Markup out = new Markup();
  private final Picture picture;

  private Svg(Picture picture) {
    this.picture = picture;
  }

  /** A standalone file, with the lab's title. */
  public static String file(Picture picture) {
    Svg svg = new Svg(picture);
    double width =
        Math.max(picture.width(), Lettering.TITLE.width(picture.graph().title()) + 2 * 24);
    svg.begin(width, picture.height() + TITLE);
    svg.out
        .open("style")
        .raw("@media (prefers-color-scheme:dark){" + Ink.darkRules() + "}")
        .close();
    Ink.PAPER.on(svg.out.open("rect")).with("width", "100%").with("height", "100%").close();
    svg.title();
    svg.out.open("g").with("transform", "translate(0," + Markup.number(TITLE) + ")");
    svg.drawing();
    return svg.out.close().close().toString();
  }

  /** Only the drawing, as an element of a page that contains {@link #styles}. */
  public static String element(Picture picture, String overlay) {
    Svg svg = new Svg(picture);
    svg.begin(picture.width(), picture.height());
    svg.out.open("g").with("class", "view");
    svg.drawing();
    return svg.out.raw(overlay).close().close().toString();
  }

  /** The CSS rules that {@link #element} needs in a page. */
  public static String styles() {
    return "@media (prefers-color-scheme:dark){" + Ink.darkRules() + "}";
  }

  private void begin(double width, double height) {
    out.open("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", width)
        .with("height", height)
        .with("viewBox", "0 0 " + Markup.number(width) + " " + Markup.number(height))
        .with("font-family", MONOSPACE)
        .with("role", "img");
    out.open("title").text(picture.graph().name()).close();
  }

  private void title() {
    String title = picture.graph().title();
    Ink.NAME
        .on(out.open("text"))
        .with("x", 24)
        .with("y", 36)
        .with("font-size", Lettering.TITLE.size())
        .with("font-weight", "600")
        .with("font-family", SANS)
        .text(title.isEmpty() ? picture.graph().name() : title)
        .close();
    if (!title.isEmpty()) {
      line(Ink.FAINT, Lettering.ADDRESS, 24, 55, picture.graph().name());
    }
  }

  private void drawing() {
    picture.wires().stream().filter(wire -> !isInside(wire)).forEach(this::wire);
    picture.pipes().forEach(this::pipe);
    picture.networks().forEach(this::network);
    picture.hubs().forEach(this::hub);
    picture.outsides().forEach(this::outside);
    picture.boxes().forEach(this::box);
    picture.wires().stream().filter(Svg::isInside).forEach(this::wire);
    picture.bridges().forEach(this::inside);
    picture.ports().forEach(this::port);
    picture.pipes().forEach(this::label);
  }

  /** Whether the wire is inside a node; such wires are drawn over the node's box. */
  private static boolean isInside(PlacedWire wire) {
    return wire.ends().getFirst() instanceof End.Plug a
        && wire.ends().getLast() instanceof End.Plug b
        && a.node().equals(b.node());
  }

  private void wire(PlacedWire wire) {
    out.open("g").with("class", "line").with("data-ends", ends(wire.ends()));
    Ink.WIRE
        .on(out.open("path"))
        .with("d", Trail.rounded(wire.spots()))
        .with("stroke-width", 2)
        .close();
    out.close();
  }

  private void pipe(PlacedPipe pipe) {
    String d = Trail.rounded(pipe.spots());
    out.open("g")
        .with("class", "pipe")
        .with("data-tunnel", tunnelName(pipe.tunnel()))
        .with("data-pipe", number(pipe.tunnel()))
        .with("data-ends", ends(pipe.ends()));
    Ink.edge(pipe.tunnel().kind())
        .on(out.open("path"))
        .with("d", d)
        .with("stroke-width", PIPE)
        .close();
    Ink.bore(pipe.tunnel().kind())
        .on(out.open("path"))
        .with("d", d)
        .with("stroke-width", BORE)
        .close();
    out.close();
  }

  private static String ends(List<End> ends) {
    return ends.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private String number(Tunnel tunnel) {
    return String.valueOf(picture.graph().tunnels().indexOf(tunnel));
  }

  static String tunnelName(Tunnel tunnel) {
    return (tunnel.label() + " " + tunnel.port()).trim();
  }

  private void label(PlacedPipe pipe) {
    pipe.label()
        .ifPresent(
            at -> {
              out.open("g")
                  .with("class", "pipe")
                  .with("data-tunnel", tunnelName(pipe.tunnel()))
                  .with("data-pipe", number(pipe.tunnel()));
              sheet(Ink.box(pipe.tunnel().kind()), at, 8, 1.5).close();
              heading(Heading.of(pipe.tunnel()), at, pipe.tunnel());
              out.close();
            });
  }

  private void hub(PlacedHub hub) {
    out.open("g")
        .with("class", "pipe")
        .with("data-tunnel", tunnelName(hub.tunnel()))
        .with("data-pipe", number(hub.tunnel()));
    sheet(Ink.box(hub.tunnel().kind()), hub.at(), 12, 2).close();
    heading(Heading.of(hub.tunnel()), hub.at(), hub.tunnel());
    out.close();
  }

  private void heading(Heading heading, Rectangle at, Tunnel tunnel) {
    double x = at.centre().x();
    double y = at.centre().y() - (heading.height() - 6) / 2 + heading.face().size();
    Ink ink = Ink.text(tunnel.kind());
    middle(ink, heading.face(), x, y, heading.name());
    for (String line : heading.lines()) {
      y += Lettering.ADDRESS.line();
      middle(ink, Lettering.ADDRESS, x, y, line);
    }
  }

  private void network(PlacedNetwork network) {
    out.open("g").with("class", "segment").with("data-network", network.network());
    sheet(Ink.NETWORK, network.at(), Math.min(network.at().width(), network.at().height()) / 2, 2)
        .close();
    middle(
        Ink.NAME,
        Lettering.NAME,
        network.at().centre().x(),
        network.at().centre().y() + 5,
        network.network());
    out.close();
  }

  private void outside(PlacedOutside outside) {
    out.open("g").with("class", "elsewhere");
    sheet(Ink.OUTSIDE, outside.at(), 6, 1.5).with("stroke-dasharray", "5 4").close();
    middle(
        Ink.FAINT,
        Lettering.ADDRESS,
        outside.at().centre().x(),
        outside.at().centre().y() + 4,
        outside.outside().address());
    out.close();
  }

  private void box(PlacedBox placed) {
    Rectangle at = placed.at();
    Heading heading = Heading.of(placed.box());
    double height = heading.height() + 6;
    out.open("g").with("class", "host").with("data-node", placed.box().name());
    sheet(Ink.BOX, at, 10, 1.5).close();
    Ink head = placed.box().forwarding() ? Ink.ROUTER_HEAD : Ink.HEAD;
    head.on(out.open("path"))
        .with(
            "d",
            "M%s,%s v%s a9,9 0 0 1 9,-9 h%s a9,9 0 0 1 9,9 v%s z"
                .formatted(
                    Markup.number(at.x() + 1),
                    Markup.number(at.y() + height),
                    Markup.number(-height + 10),
                    Markup.number(at.width() - 20),
                    Markup.number(height - 10)))
        .close();
    double y = at.y() + 21;
    middleBold(at.centre().x(), y, heading.name());
    for (String line : heading.lines()) {
      y += Lettering.ADDRESS.line();
      Ink ink = placed.box().policies().contains(line) ? Ink.POLICY : Ink.FAINT;
      middle(ink, Lettering.ADDRESS, at.centre().x(), y + 1, line);
    }
    out.close();
  }

  private void inside(PlacedPort inside) {
    out.open("g").with("class", "inside");
    named(inside);
    sheet(Ink.INSIDE, inside.at(), 8, 1.5).close();
    Heading heading = Heading.of(inside.port());
    double y = inside.at().y() + 18;
    middle(Ink.TEXT, heading.face(), inside.at().centre().x(), y, heading.name());
    for (String line : heading.lines()) {
      y += Lettering.ADDRESS.line();
      middle(Ink.FAINT, Lettering.ADDRESS, inside.at().centre().x(), y, line);
    }
    out.close();
  }

  private void named(PlacedPort port) {
    out.with("data-node", port.node()).with("data-interface", port.port().name());
  }

  private void port(PlacedPort port) {
    Rectangle at = port.at();
    out.open("g").with("class", "port");
    named(port);
    Ink ink =
        switch (port.port().kind()) {
          case VXLAN, GENEVE, WIREGUARD -> Ink.box(port.port().kind());
          case VETH, BRIDGE, TAP, DUMMY -> Ink.PLUG;
        };
    boolean tunnel = ink != Ink.PLUG;
    double half = tunnel ? 12 : Sketch.PLUG / 2;
    sheet(
            ink,
            new Rectangle(
                at.centre().x() - Sketch.PLUG / 2, at.centre().y() - half, Sketch.PLUG, 2 * half),
            3,
            2)
        .close();
    boolean right = port.text().x() < at.x();
    double x = right ? port.text().x() + port.text().width() : port.text().x();
    boolean level = Math.abs(port.text().centre().y() - at.centre().y()) < 1;
    double spare = level && port.port().addresses().isEmpty() ? Lettering.ADDRESS.line() / 2 : 0;
    double y = port.text().y() + Lettering.INTERFACE.size() + spare;
    Ink.TEXT
        .on(out.open("text"))
        .with("x", x)
        .with("y", y)
        .with("font-size", Lettering.INTERFACE.size())
        .with("text-anchor", right ? "end" : "start")
        .text(port.port().name())
        .close();
    for (String address : port.port().addresses()) {
      y += Lettering.ADDRESS.line();
      Ink.FAINT
          .on(out.open("text"))
          .with("x", x)
          .with("y", y)
          .with("font-size", Lettering.ADDRESS.size())
          .with("text-anchor", right ? "end" : "start")
          .text(address)
          .close();
    }
    out.close();
  }

  private Markup sheet(Ink ink, Rectangle at, double radius, double stroke) {
    return ink.on(out.open("rect"))
        .with("x", at.x())
        .with("y", at.y())
        .with("width", at.width())
        .with("height", at.height())
        .with("rx", radius)
        .with("stroke-width", stroke);
  }

  private void middleBold(double x, double y, String text) {
    Ink.NAME
        .on(out.open("text"))
        .with("x", x)
        .with("y", y)
        .with("font-size", Lettering.NAME.size())
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .text(text)
        .close();
  }

  private void middle(Ink ink, Lettering face, double x, double y, String text) {
    ink.on(out.open("text"))
        .with("x", x)
        .with("y", y)
        .with("font-size", face.size())
        .with("text-anchor", "middle")
        .text(text)
        .close();
  }

  private void line(Ink ink, Lettering face, double x, double y, String text) {
    ink.on(out.open("text"))
        .with("x", x)
        .with("y", y)
        .with("font-size", face.size())
        .text(text)
        .close();
  }
}
