package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Pcapng;
import dev.netlab.insight.capture.PcapngFile;
import dev.netlab.lab.Way;
import dev.netlab.packet.Link;
import dev.netlab.packet.TunnelPorts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedOutputTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeOpenedIsRefusedInTheSystemsWords() {
    assertRefused(folder.resolve("missing/report"), "No such file or directory");
    assertRefused(folder, "Is a directory");
  }

  private static void assertRefused(Path file, String words) {
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> CheckedOutput.file(file))
        .withMessage("cannot write %s: %s".formatted(file, words));
  }

  @Test
  void aFileThatNothingIsWrittenToIsAsItWas() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "the report before\n");
    CheckedOutput.file(old).close();
    assertThat(old).hasContent("the report before\n");
    Path none = folder.resolve("none");
    CheckedOutput.file(none).close();
    assertThat(none).doesNotExist();
  }

  @Test
  void whatIsWrittenReplacesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("report"), "the report before\n");
    try (PrintWriter out = CheckedOutput.file(file).text()) {
      out.println("new");
      out.flush();
      out.println("and more");
    }
    assertThat(file).hasContent("new\nand more\n");
  }

  /** Writers hide every error of input and output. */
  @Test
  void aFullDeviceEndsWhoeverPrints() {
    PrintWriter out = CheckedOutput.file(Path.of("/dev/full")).text();
    out.println("data");
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(out::flush)
        .withMessage("cannot write /dev/full: No space left on device")
        .matches(e -> !e.isClosedPipe());
  }

  @Test
  @Tag("kernel")
  void ofACaptureOnAFullDiskTheLastPacketIsWhole() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
    try (OutputStream out =
        new BufferedOutputStream(CheckedOutput.file(folder.resolve("x.pcapng")))) {
      Pcapng pcapng = new Pcapng(out);
      byte[] bytes = new byte[77];
      CapturedFrame frame =
          new CapturedFrame(
              "a", "eth0", Way.IN, 1, Link.ETHERNET, bytes.length, bytes, TunnelPorts.ASSIGNED);
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
