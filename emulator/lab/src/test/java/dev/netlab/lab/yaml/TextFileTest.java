package dev.netlab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** None of these blocks, nor takes more memory than a file may have. */
@Timeout(20)
class TextFileTest {
  private static final int MOST = 100_000;

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("lab.yaml");
  }

  @Test
  void readsAFileOfTheMostBytesAlsoByALink() throws IOException {
    String text = "é".repeat(MOST / 2);
    Files.writeString(file, text);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(TextFile.read(link, MOST)).isEqualTo(text);
  }

  @Test
  void refusesOneByteMore() throws IOException {
    Files.writeString(file, "x".repeat(MOST + 1));
    refused(file, "the file has 100001 bytes or more, and may have 100000; is it another file?");
  }

  @Test
  void aFolderIsNotRead() {
    refused(folder, "this is a folder, not a file; name a file of text");
  }

  @Test
  void aNamedPipeIsNotWaitedFor() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    refused(file, "this is a named pipe, not a file; name a file of text");
  }

  @Test
  void aSocketIsNotAFile() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(file));
      refused(file, "this is a socket, not a file; name a file of text");
    }
  }

  @Test
  void devicesAreNotEvenOpened() throws IOException {
    refused(Path.of("/dev/zero"), "this is a device, not a file; name a file of text");
    refused(
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/tty")),
        "this is a device, not a file; name a file of text");
  }

  /** A file of /proc has the size 0, whatever it holds. */
  @Test
  void whatSizesDoNotTellIsRefusedAllTheSame() {
    assertThatIOException()
        .isThrownBy(() -> TextFile.read(Path.of("/proc/self/smaps"), 10))
        .withMessageContaining("and may have 10");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Files.write(file, new byte[] {'a', (byte) 0xff});
    refused(file, "the file is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsNamedSo() {
    refused(file, "there is no such file; check its name");
    refused(file.resolve("x"), "there is no such file; check its name");
  }

  private static void refused(Path file, String message) {
    assertThatIOException().isThrownBy(() -> TextFile.read(file, MOST)).withMessage(message);
  }
}
