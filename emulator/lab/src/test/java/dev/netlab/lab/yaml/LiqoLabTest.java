package dev.netlab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Fact;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiqoLabTest {
  private final Lab lab = LabReader.read(Path.of("../../labs/liqo-two-clusters/lab.yaml"));

  @Test
  void hasTheNodesOfTheDocument() {
    assertThat(lab.nodes())
        .extracting(Node::name)
        .containsExactly(
            "nginx-local", "rome-worker", "gw-local", "milan-worker", "gw-remote", "nginx-remote");
  }

  @Test
  void hasAllFacts() {
    assertThat(lab.scenarios().getFirst().facts())
        .extracting(Fact::id)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 22).mapToObj("LQ%02d"::formatted).toList());
  }

  @Test
  void resolvesBothEndsOfAVeth() {
    assertThat(attachment("nginx-local", "eth0"))
        .isEqualTo(new Attachment.VethPeer("rome-worker", "caliaaaaa"));
    assertThat(attachment("rome-worker", "caliaaaaa"))
        .isEqualTo(new Attachment.VethEnd("nginx-local", "eth0"));
  }

  private Attachment attachment(String node, String interfaceName) {
    return lab.node(node)
        .flatMap(n -> n.interfaceNamed(interfaceName))
        .map(Interface::attachment)
        .orElseThrow();
  }
}
