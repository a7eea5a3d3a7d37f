package dev.netlab.lab.graph.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Lab;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.SampleLabs;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DrawingTest {
  @Test
  void svgIsXmlWithEveryNodeInterfaceNetworkAndTunnel() throws Exception {
    for (Lab lab : List.of(SampleLabs.liqo(), SampleLabs.bridges())) {
      LabGraph graph = LabGraph.of(lab);
      Document svg = parsed(Svg.file(Layout.of(graph)));
      List<String> interfaces = new ArrayList<>();
      graph.boxes().forEach(box -> box.ports().forEach(port -> interfaces.add(port.name())));
      assertThat(attributes(svg, "data-interface")).containsExactlyInAnyOrderElementsOf(interfaces);
      assertThat(attributes(svg, "data-network")).containsExactlyElementsOf(graph.networks());
      graph.boxes().forEach(box -> assertThat(attributes(svg, "data-node")).contains(box.name()));
      graph
          .tunnels()
          .forEach(
              tunnel ->
                  assertThat(attributes(svg, "data-tunnel")).contains(Svg.tunnelName(tunnel)));
      lab.nodes()
          .forEach(
              node ->
                  node.interfaces()
                      .forEach(
                          i ->
                              i.addresses()
                                  .forEach(
                                      address ->
                                          assertThat(svg.getDocumentElement().getTextContent())
                                              .contains(address.words()))));
    }
  }

  @Test
  void textIsEscaped() throws Exception {
    Lab lab = SampleLabs.read("name: odd\ntitle: a < b & \"c\"\nnodes: {n: {}}\n");
    assertThat(parsed(Svg.file(Layout.of(LabGraph.of(lab)))).getDocumentElement().getTextContent())
        .contains("a < b & \"c\"");
  }

  @Test
  void pageIsOneFile() {
    Lab lab = SampleLabs.liqo();
    String page = Page.of(lab, Layout.of(LabGraph.of(lab)));
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "url(");
    assertThat(page)
        .contains("10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001")
        .contains("comment &quot;lab.yaml:");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> attributes(Document svg, String name) {
    List<String> values = new ArrayList<>();
    NodeList all = svg.getElementsByTagName("g");
    for (int i = 0; i < all.getLength(); i++) {
      var attribute = all.item(i).getAttributes().getNamedItem(name);
      if (attribute != null) {
        values.add(attribute.getNodeValue());
      }
    }
    return values;
  }
}
