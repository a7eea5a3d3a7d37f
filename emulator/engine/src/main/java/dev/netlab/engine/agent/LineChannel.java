package dev.netlab.engine.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text over a socket. */
final class LineChannel {
  private final SocketChannel channel;
  private final BufferedReader reader;

  LineChannel(SocketChannel channel) {
    this.channel = channel;
    reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** The next line, or null where the other side is done. */
  @Nullable String read() throws IOException {
    return reader.readLine();
  }

  /**
   * The next line of somebody whom we do not trust with our memory.
   *
   * @throws IOException where it is longer than so many characters
   */
  @Nullable String read(int most) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = reader.read()) {
      if (line.length() == most) {
        throw new IOException("a line of more than " + most + " characters");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  void write(String line) throws IOException {
    writeAll(line + "\n");
  }

  /** Writes lines that have their ends. */
  void writeAll(CharSequence lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(lines));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
