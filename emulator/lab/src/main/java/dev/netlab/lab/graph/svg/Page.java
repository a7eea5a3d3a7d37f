package dev.netlab.lab.graph.svg;

import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.nft.compile.PolicyCompiler;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A lab's picture as a page that can be panned and zoomed. Pointing at an item shows what it is
 * connected to, and a click on a node shows its kernel configuration.
 */
public final class Page {
  private Page() {}

  /** A single file that does not load any other. */
  public static String of(Lab lab, Picture picture) {
    Markup aside = new Markup();
    aside.open("aside").with("hidden", "");
    lab.nodes().forEach(node -> node(aside, node));
    aside.close();
    return Scaffold.page(
        lab.title().isEmpty() ? lab.name().text() : lab.title(),
        lab.name().text(),
        Scaffold.resource(Page.class, "page.css"),
        Scaffold.frame(Svg.element(picture, "")) + aside,
        Scaffold.resource(Page.class, "page.js"));
  }

  private static void node(Markup out, Node node) {
    out.open("section").with("data-node", node.name()).with("hidden", "");
    out.open("button").with("aria-label", "close").text("×").close();
    out.open("h2").text(node.name()).close();
    part(out, "addresses", addresses(node));
    part(out, "ip rule", lines(node.rules()));
    part(out, "ip route", lines(node.routes()));
    part(out, "ip neighbour", lines(node.neighbours()));
    part(out, "bridge fdb", lines(node.fdb()));
    part(
        out,
        "sysctl",
        node.sysctls().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n")));
    if (!node.policy().isEmpty()) {
      part(out, "nft list ruleset", PolicyCompiler.compile(node.policy()).text().strip());
    }
    out.open("p").with("class", "hint").text(node.at().toString()).close();
    out.close();
  }

  private static String addresses(Node node) {
    int width = node.interfaces().stream().mapToInt(i -> i.name().length()).max().orElse(0);
    return node.interfaces().stream()
        .map(
            i ->
                (i.name()
                        + " ".repeat(width + 2 - i.name().length())
                        + i.addresses().stream()
                            .map(Written::words)
                            .collect(Collectors.joining(", ")))
                    .stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static String lines(List<? extends Written<?>> lines) {
    return lines.stream().map(Written::words).collect(Collectors.joining("\n"));
  }

  private static void part(Markup out, String title, String text) {
    if (!text.isEmpty()) {
      out.open("h3").text(title).close();
      out.open("pre").text(text).close();
    }
  }
}
