package dev.netlab.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The example of README.md, line by line. */
class ReadmeTest {
  @Test
  void theExampleSaysWhatIsTrue() {
    // README
    IpPrefix pods = IpPrefix.parse("10.200.0.0/16");
    IpAddress pod = IpAddress.parse("10.200.1.2");
    boolean inside = pods.contains(pod);
    IpAddress broadcast = pod.last(pods.length());
    String endpoint = IpAddress.parse("2001:DB8:0:0::1").withPort(443);
    MacAddress gateway = MacAddress.parse("0A:58:0a:80:02:01");
    byte[] header = HexFormat.of().parseHex("4500001e000000004011" + "0000" + "0a0000010a000002");
    int checksum = InternetChecksum.finish(InternetChecksum.sum(header, 0, header.length));
    // README
    assertThat(inside).isTrue();
    assertThat(broadcast).hasToString("10.200.255.255");
    assertThat(endpoint).isEqualTo("[2001:db8::1]:443");
    assertThat(gateway).hasToString("0a:58:0a:80:02:01");
    assertThat(checksum).isEqualTo(0x66cd);
  }

  @Test
  void itIsTheReadmesExample() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/netlab/ip/ReadmeTest.java"));
    String example = source.split("// README\n", -1)[1].stripIndent().strip();
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
  }
}
