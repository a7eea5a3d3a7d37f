package dev.netlab.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The destination of data. A write error ends the verb with an {@link OutputException}, which is
 * unchecked because {@link PrintStream} and {@link PrintWriter} hide every {@link IOException}.
 */
final class CheckedOutput extends OutputStream {
  private final String target;
  private final FileOutputStream out;
  private final Runnable beforeFirst;
  private final Runnable ifNone;
  private final boolean isFile;
  private boolean begun;
  private boolean failed;

  private CheckedOutput(
      String target, FileOutputStream out, Runnable beforeFirst, Runnable ifNone, boolean isFile) {
    this.target = target;
    this.out = out;
    this.beforeFirst = beforeFirst;
    this.ifNone = ifNone;
    this.isFile = isFile;
  }

  /** stdout, for {@link System#setOut}. */
  static PrintStream standard() {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    CheckedOutput checked = new CheckedOutput("standard output", out, () -> {}, () -> {}, false);
    return new PrintStream(new BufferedOutputStream(checked), false, System.out.charset());
  }

  /**
   * A file, to be opened before a verb does anything. Its content is kept until the first byte is
   * written; if none is written, everything stays as it was.
   *
   * @throws OutputException if it cannot be written
   */
  static CheckedOutput file(Path file) {
    boolean isNew = Files.notExists(file);
    FileOutputStream out;
    try {
      out = new FileOutputStream(file.toFile(), true);
    } catch (FileNotFoundException e) {
      throw new OutputException(file.toString(), words(file, e));
    }
    boolean isFile = Files.isRegularFile(file);
    CheckedOutput opened =
        new CheckedOutput(
            file.toString(),
            out,
            () -> truncate(file, out),
            isNew ? () -> delete(file) : () -> {},
            isFile);
    if (isFile && isFull(file)) {
      opened.close();
      throw new OutputException(file.toString(), "no space is left on the device");
    }
    return opened;
  }

  /** A writer for text, which buffers until it is flushed or closed. */
  PrintWriter text() {
    return new PrintWriter(new BufferedOutputStream(this), false, StandardCharsets.UTF_8);
  }

  /** Java puts the name and the system's error into one message: {@code x/y (Is a directory)}. */
  private static String words(Path file, FileNotFoundException e) {
    String message = String.valueOf(e.getMessage());
    String prefix = file + " (";
    return message.startsWith(prefix) && message.endsWith(")")
        ? message.substring(prefix.length(), message.length() - 1)
        : message;
  }

  private static boolean isFull(Path file) {
    try {
      FileStore store = Files.getFileStore(file);
      return store.getTotalSpace() > 0 && store.getUnallocatedSpace() == 0;
    } catch (IOException unknown) {
      return false; // Writing will show it.
    }
  }

  private static void truncate(Path file, FileOutputStream out) {
    try {
      if (Files.isRegularFile(file)) {
        out.getChannel().truncate(0);
      }
    } catch (IOException e) {
      throw new OutputException(file.toString(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new OutputException(file.toString(), e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * Writes all of the bytes or none: a partial write to a file is rolled back, so that a capture on
   * a full disk ends with a whole packet. After a failure, which was reported, nothing more is
   * written.
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failed) {
      return;
    }
    if (!begun) {
      begun = true;
      beforeFirst.run();
    }
    try {
      long before = isFile ? out.getChannel().size() : 0;
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        if (isFile) {
          out.getChannel().truncate(before);
        }
        throw e;
      }
    } catch (IOException e) {
      failed = true;
      throw new OutputException(target, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
    if (!begun) {
      ifNone.run();
    }
  }
}
