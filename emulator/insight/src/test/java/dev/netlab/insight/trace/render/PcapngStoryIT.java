package dev.netlab.insight.trace.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the real tshark reads it. */
class PcapngStoryIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void thePacketsNumberListsItsHopsInOrder() throws Exception {
    assertThat(fields(LiqoStory.whole(), "frame.packet_id==1", "frame.interface_name", "ip.dst"))
        .containsExactly(
            "nginx-local:eth0|10.201.1.4",
            "rome-worker:caliaaaaa|10.201.1.4",
            "rome-worker:liqo.00000|10.201.1.4",
            "rome-worker:calibbbbb|10.200.1.3,10.201.1.4",
            "gw-local:eth0|10.200.1.3,10.201.1.4",
            "gw-local:liqo.11111|10.201.1.4",
            "gw-local:liqo-tunnel|10.200.1.4",
            "gw-local:eth0|172.18.0.3",
            "rome-worker:calibbbbb|172.18.0.3",
            "rome-worker:eth0|172.18.0.3",
            "milan-worker:eth0|172.18.0.3",
            "milan-worker:caliccccc|10.200.1.5",
            "gw-remote:eth0|10.200.1.5",
            "gw-remote:liqo-tunnel|10.200.1.4",
            "gw-remote:liqo.22222|10.200.1.4",
            "gw-remote:eth0|172.18.0.3,10.200.1.4",
            "milan-worker:caliccccc|172.18.0.3,10.200.1.4",
            "milan-worker:liqo.33333|10.200.1.4",
            "milan-worker:caliddddd|10.200.1.4",
            "nginx-remote:eth0|10.200.1.4");
  }

  @Test
  void allPacketsAreThereInTheOrderOfTime() throws Exception {
    assertThat(fields(LiqoStory.whole(), "frame", "frame.packet_id"))
        .hasSize(23)
        .isSorted()
        .endsWith("1", "2", "2", "2");
    assertThat(fields(ShortStories.tcp4(), "frame", "frame.time_epoch")).hasSize(9).isSorted();
  }

  @Test
  void commentsTellTheStory() throws Exception {
    List<String> comments = fields(LiqoStory.lost(), "frame.packet_id==1", "frame.comment");
    assertThat(comments.getFirst())
        .contains("packet 1, request, hop 1 of 6: sent, ttl 64, length 84")
        .contains("route default via 169.254.1.1 dev eth0");
    assertThat(comments.get(3))
        .contains(
            "hop 4 of 6: encapsulated, ttl 64, length 134; \\_ geneve id 1: inside, unchanged");
    assertThat(comments.getLast())
        .contains("nft table ip remap-podcidr chain nat-prerouting, from lab.yaml:52:11")
        .contains("dnat 10.201.1.4 -> 10.200.1.4")
        .contains("DROPPED at gw-local:liqo.11111: no-route (proven): gw-local has no route");
  }

  private List<String> fields(Trace trace, String filter, String... fields)
      throws IOException, InterruptedException {
    Path file = folder.resolve("story.pcapng");
    try (var out = Files.newOutputStream(file)) {
      PcapngStory.write(trace, out);
    }
    List<String> command =
        new ArrayList<>(List.of("tshark", "-r", file.toString(), "-d", "udp.port==6091,geneve"));
    command.addAll(List.of("-Y", filter, "-T", "fields", "-E", "separator=|"));
    for (String field : fields) {
      command.addAll(List.of("-e", field));
    }
    Process tshark =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    return printed.lines().toList();
  }
}
