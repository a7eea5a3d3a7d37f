package dev.netlab.engine.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The output of a container, unchanged: the newest in a file, and the older output in another with
 * {@code .1} appended to its name. Together they contain at most 1 MiB.
 */
public final class ContainerLog {
  private static final int MOST_BYTES_OF_A_FILE = 512 << 10;
  private static final int PIECE = 8 << 10;

  private final Path file;

  public ContainerLog(Path file) {
    this.file = file;
  }

  /** The file with the newest output. */
  public Path file() {
    return file;
  }

  /** The file with the output before that; it may not exist. */
  public Path before() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /**
   * Copies everything until the end of the stream. A log that cannot be written does not block the
   * program.
   */
  void takeAll(InputStream printed) throws IOException {
    byte[] piece = new byte[PIECE];
    int length;
    while ((length = printed.read(piece)) >= 0) {
      try {
        append(piece, length);
      } catch (IOException e) {
        // Keep reading: SIGPIPE on a closed pipe would end the program.
      }
    }
  }

  private void append(byte[] piece, int length) throws IOException {
    if (Files.exists(file) && Files.size(file) + length > MOST_BYTES_OF_A_FILE) {
      Files.move(file, before(), StandardCopyOption.REPLACE_EXISTING);
    }
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(piece, 0, length);
    }
  }

  /** The last lines, oldest first, with U+FFFD in place of what is not UTF-8. */
  public List<String> last(int lines) {
    List<String> all = new ArrayList<>();
    for (Path each : List.of(before(), file)) {
      text(each).lines().forEach(all::add);
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException nothingYet) {
      return "";
    }
  }
}
