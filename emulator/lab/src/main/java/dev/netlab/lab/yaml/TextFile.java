package dev.netlab.lab.yaml;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads untrusted text files that users name. It reads only regular files of limited size: a pipe
 * or terminal would block, and a device could return bytes forever or react to being opened. It
 * checks the file that it has opened, even if the path changes meanwhile.
 */
public final class TextFile {
  private static final int CHUNK = 1 << 16;

  /** {@code S_IFMT} of sys/stat.h. */
  private static final int KIND = 0170000;

  private TextFile() {}

  /**
   * The text of a file.
   *
   * @param most maximum size in bytes
   * @throws IOException if the file is rejected; the message states why and what to do, and
   *     continues a sentence about the file
   */
  public static String read(Path file, int most) throws IOException {
    try (Fd named = Sys.open("open", file.toString(), Const.O_PATH)) {
      Path reached = Path.of("/proc/self/fd/" + named.number());
      rejectKind((int) Files.getAttribute(reached, "unix:mode") & KIND);
      long size = Files.size(reached);
      if (size > most) {
        throw new IOException(tooLarge(size, most));
      }
      int flags = Const.O_RDONLY | Const.O_NONBLOCK;
      try (Fd opened = Sys.open("open", reached.toString(), flags)) {
        return text(opened, most);
      }
    } catch (KernelException e) {
      throw new IOException(
          e.errno() == Errno.ENOENT
              ? "there is no such file; check its name"
              : "cannot be read: %s; check its permissions".formatted(Errno.describe(e.errno())),
          e);
    }
  }

  private static String text(Fd file, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    byte[] part = new byte[CHUNK];
    for (int length = Sys.read("read", file, chunk);
        length > 0;
        length = Sys.read("read", file, chunk)) {
      chunk.get(0, part, 0, length);
      bytes.write(part, 0, length);
      if (bytes.size() > most) {
        // The file is growing, or it is a file in /proc, whose sizes are 0.
        throw new IOException(tooLarge(bytes.size(), most));
      }
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(all).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the file is not UTF-8 text; save it as UTF-8", e);
    }
  }

  private static void rejectKind(int kind) throws IOException {
    String what =
        switch (kind) {
          case 0100000 -> "";
          case 0040000 -> "a folder";
          case 0010000 -> "a named pipe";
          case 0020000, 0060000 -> "a device";
          case 0140000 -> "a socket";
          default -> "something else";
        };
    if (!what.isEmpty()) {
      throw new IOException("this is %s, not a file; name a file of text".formatted(what));
    }
  }

  private static String tooLarge(long size, int most) {
    return "the file has %d bytes or more, and may have %d; is it another file?"
        .formatted(size, most);
  }
}
