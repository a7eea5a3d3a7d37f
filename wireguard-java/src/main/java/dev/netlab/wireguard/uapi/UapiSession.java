package dev.netlab.wireguard.uapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection: operations one after the other, each {@code get=1} or {@code set=1}, its lines
 * and an empty line, each answered by lines, {@code errno=} and an empty line.
 */
public final class UapiSession {
  /** No line of the protocol is longer. */
  static final int LONGEST_LINE = 1024;

  /** No request needs more: 2^16 peers with all their lines, and some. */
  static final int MOST_LINES = 1 << 22;

  private final InputStream in;
  private final OutputStream out;
  private final Configurable device;

  /**
   * @param in buffered, since single bytes are read
   */
  public UapiSession(InputStream in, OutputStream out, Configurable device) {
    this.in = in;
    this.out = out;
    this.device = device;
  }

  /** Serves until the other side closes or says something that is no operation. */
  public void serve() throws IOException {
    boolean more;
    do {
      more = serveOne();
    } while (more);
  }

  /**
   * Serves one operation.
   *
   * @return false where the other side has closed or said something that is no operation
   */
  public boolean serveOne() throws IOException {
    String operation = readLine();
    if ("get=1".equals(operation)) {
      get();
      return true;
    }
    if ("set=1".equals(operation)) {
      set();
      return true;
    }
    return false;
  }

  private void get() throws IOException {
    String end = readLine();
    if (end == null) {
      return;
    }
    // wg reads an error of a get only without a minus sign.
    answer(
        end.isEmpty()
            ? GetAnswer.print(device.status()) + "errno=0\n\n"
            : "errno=" + UapiException.EINVAL + "\n\n");
  }

  private void set() throws IOException {
    SetRequest request = new SetRequest();
    UapiException problem = null;
    String line = readLine();
    for (int lines = 0; line != null && !line.isEmpty(); lines++) {
      // What follows a wrong line still belongs to the request: it is read to its end.
      if (problem == null) {
        problem = take(request, line, lines);
      }
      line = readLine();
    }
    if (line == null) {
      return; // who asked is gone, and meant to say more
    }
    if (problem == null) {
      problem = apply(request);
    }
    // The minus sign is what wireguard-go writes and wg expects of a set.
    answer("errno=" + (problem == null ? 0 : -problem.errno()) + "\n\n");
  }

  private static @Nullable UapiException take(SetRequest request, String line, int lines) {
    if (lines >= MOST_LINES) {
      return UapiException.invalid("the request is too long");
    }
    try {
      request.line(line);
      return null;
    } catch (UapiException e) {
      return e;
    }
  }

  private @Nullable UapiException apply(SetRequest request) {
    try {
      device.apply(request.changes());
      return null;
    } catch (UapiException e) {
      return e;
    }
  }

  private void answer(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** A line without its end; what is beyond the longest is cut; null at the end of input. */
  private @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() <= LONGEST_LINE) {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }
}
