package dev.netlab.lab.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What Mermaid and Graphviz are given, looked at in both. */
class TextFormsTest {
  private static final Path FILES = Path.of("src/test/resources/dev/netlab/lab/graph");

  @Test
  void mermaid() throws IOException {
    assertThat(Mermaid.of(LabGraph.of(SampleLabs.liqo())))
        .isEqualTo(Files.readString(FILES.resolve("liqo.mermaid")));
    assertThat(Mermaid.of(LabGraph.of(SampleLabs.bridges())))
        .isEqualTo(Files.readString(FILES.resolve("bridges.mermaid")));
  }

  @Test
  void dot() throws IOException {
    assertThat(Dot.of(LabGraph.of(SampleLabs.liqo())))
        .isEqualTo(Files.readString(FILES.resolve("liqo.dot")));
    assertThat(Dot.of(LabGraph.of(SampleLabs.bridges())))
        .isEqualTo(Files.readString(FILES.resolve("bridges.dot")));
  }
}
