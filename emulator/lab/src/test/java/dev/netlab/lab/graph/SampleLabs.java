package dev.netlab.lab.graph;

import dev.netlab.lab.Lab;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labs to draw. */
public final class SampleLabs {
  private SampleLabs() {}

  /** The lab that comes with netlab. */
  public static Lab liqo() {
    return LabReader.read(Path.of("../../labs/liqo-two-clusters/lab.yaml"));
  }

  /** Bridges and patch cables in nodes, a VXLAN of three ends, tunnels that nobody answers. */
  public static Lab bridges() {
    return LabReader.read(Path.of("src/test/resources/dev/netlab/lab/graph/bridges.yaml"));
  }

  /** Many hosts on three networks that routers join. */
  public static Lab wide(int nodes) {
    String text =
        IntStream.range(0, nodes)
            .mapToObj(
                i ->
                    "  n%d:%n    interfaces:%n      eth0: {network: net%d, address: 10.%d.0.%d/16}%n%s"
                        .formatted(
                            i,
                            i % 3,
                            i % 3,
                            i + 1,
                            i < 3 ? "      eth1: {network: net%d}%n".formatted((i + 1) % 3) : ""))
            .collect(
                Collectors.joining(
                    "", "name: wide\nnetworks: {net0: {}, net1: {}, net2: {}}\nnodes:\n", ""));
    return read(text);
  }

  /** A lab file's text as a lab. */
  public static Lab read(String text) {
    try {
      Path file = Files.createTempFile("lab", ".yaml");
      try {
        return LabReader.read(Files.writeString(file, text));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
