package dev.netlab.netlink.unix;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Accepts connections for as long as the socket is open. What accept(2) fails by passes: a client
 * that has gone again (ECONNABORTED), descriptors (EMFILE, ENFILE) or memory (ENOMEM, ENOBUFS) that
 * others give back. Who waits in the socket's queue meanwhile is served then.
 */
public final class AcceptLoop {
  /**
   * What is short stays so for a while, and accept fails at once: without a pause it would spin.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private AcceptLoop() {}

  /** Waits for a client, and gives its connection. */
  @FunctionalInterface
  public interface Accepting<C> {
    C accept() throws IOException;
  }

  /**
   * Returns when the socket is closed.
   *
   * @param serve takes a connection and returns soon
   * @param problem is told why nobody can be accepted, once until somebody is again
   */
  public static <C> void run(Accepting<C> socket, Consumer<C> serve, Consumer<String> problem) {
    boolean told = false;
    while (true) {
      C client;
      try {
        client = socket.accept();
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        if (!told) {
          problem.accept("cannot accept connections: " + e.getMessage());
          told = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        continue;
      }
      told = false;
      serve.accept(client);
    }
  }
}
