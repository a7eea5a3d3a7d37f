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
 * What a container printed, unchanged: in a file, and what came before in one with {@code .1}
 * appended to its name. Together they have 1 MiB at most.
 */
public final class ContainerLog {
  private static final int MOST_BYTES_OF_A_FILE = 512 << 10;
  private static final int PIECE = 8 << 10;

  private final Path file;

  public ContainerLog(Path file) {
    this.file = file;
  }

  /** The file of what was printed last. */
  public Path file() {
    return file;
  }

  /** The file of what was printed before that; it may not be there. */
  public Path before() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /** Copies everything until the end; a log that cannot be written does not block the program. */
  void takeAll(InputStream printed) throws IOException {
    byte[] piece = new byte[PIECE];
    int length;
    while ((length = printed.read(piece)) >= 0) {
      try {
        append(piece, length);
      } catch (IOException e) {
        // Reading goes on: a closed pipe would end the program by SIGPIPE.
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

  /** The last lines, oldest first; what is not UTF-8 in them is U+FFFD. */
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
