package dev.netlab.insight.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngIT {
  @Test
  void tsharkReadsInterfacesDirectionsTimesIdsAndComments(@TempDir Path folder) throws Exception {
    byte[] ethernet = new byte[14 + PcapngTest.RAW.length];
    ethernet[12] = 8;
    System.arraycopy(PcapngTest.RAW, 0, ethernet, 14, PcapngTest.RAW.length);
    Path file = folder.resolve("a.pcapng");
    try (var out = Files.newOutputStream(file)) {
      Pcapng pcapng = new Pcapng(out);
      long nanos = 1_700_000_000_123_456_789L;
      pcapng.write(
          PcapngTest.frame("a", Way.OUT, LinkType.ETHERNET, ethernet, nanos),
          OptionalLong.of(5),
          List.of());
      pcapng.write(
          PcapngTest.frame("b", Way.IN, LinkType.RAW_IP, PcapngTest.RAW, nanos + 1),
          OptionalLong.of(5),
          List.of("arrived"));
      pcapng.write(PcapngTest.frame("a", Way.IN, LinkType.ETHERNET, ethernet, nanos + 2));
    }
    Process tshark =
        new ProcessBuilder(
                "tshark",
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "frame.interface_name",
                "-e",
                "frame.packet_flags_direction",
                "-e",
                "frame.time_epoch",
                "-e",
                "frame.packet_id",
                "-e",
                "frame.comment",
                "-e",
                "ip.dst",
                "-e",
                "udp.dstport")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly(
            "a:eth0|0x00000002|1700000000.123456789|5||10.0.0.2|9",
            "b:eth0|0x00000001|1700000000.123456790|5|arrived|10.0.0.2|9",
            "a:eth0|0x00000001|1700000000.123456791|||10.0.0.2|9");
  }
}
