package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The destination of netlab's own text, data and messages. Control characters in text from others
 * are made visible ({@link PrintableText#lines}). The output of commands does not pass through it.
 */
final class PrintableWriter extends FilterWriter {
  /** The first half of a surrogate pair whose second half comes with the next piece; or 0. */
  private char half;

  PrintableWriter(Writer out) {
    super(out);
  }

  /** A writer to a stream that flushes after each line. */
  static PrintWriter into(OutputStream out) {
    return new PrintWriter(
        new PrintableWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), true);
  }

  @Override
  public void write(int character) throws IOException {
    write(String.valueOf((char) character));
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    write(new String(characters, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    String piece = text.substring(offset, offset + length);
    synchronized (lock) {
      String all = half == 0 ? piece : half + piece;
      half = 0;
      if (!all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1))) {
        half = all.charAt(all.length() - 1);
        all = all.substring(0, all.length() - 1);
      }
      out.write(PrintableText.lines(all));
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      if (half != 0) {
        out.write(PrintableText.lines(String.valueOf(half)));
        half = 0;
      }
      super.close();
    }
  }
}
