package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Pcapng;
import dev.netlab.insight.capture.PcapngFile;
import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.TunnelPorts;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedOutputIT {
  @TempDir private Path folder;

  @Test
  void ofACaptureOnAFullDiskTheLastPacketIsWhole() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
    try (OutputStream out =
        new BufferedOutputStream(CheckedOutput.file(folder.resolve("x.pcapng")))) {
      Pcapng pcapng = new Pcapng(out);
      byte[] bytes = new byte[77];
      CapturedFrame frame =
          new CapturedFrame(
              "a", "eth0", Way.IN, 1, LinkType.ETHERNET, bytes.length, bytes, TunnelPorts.ASSIGNED);
      assertThatExceptionOfType(OutputException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  pcapng.write(frame);
                }
              })
          .withMessageContaining("No space left on device");
      assertThat(PcapngFile.packetsOfWhole(folder.resolve("x.pcapng"))).isGreaterThan(400);
    } finally {
      run("umount", folder.toString());
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
