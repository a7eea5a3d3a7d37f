package dev.netlab.wireguard.device;

import dev.netlab.wireguard.uapi.Configurable;
import dev.netlab.wireguard.uapi.UapiSession;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One client of the UAPI socket. Between two requests it may be silent for as long as it likes; a
 * request that has begun must be sent, answered and its answer read in time.
 */
final class UapiConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedInputStream in;
  private final UapiSession session;
  private final Executor later;
  private volatile long lastHeard = System.nanoTime();

  UapiConnection(SocketChannel channel, Configurable device, Duration patience) {
    this.channel = channel;
    in = new BufferedInputStream(Channels.newInputStream(channel));
    session = new UapiSession(in, Channels.newOutputStream(channel), device);
    later = CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** When it last began a request, by {@link System#nanoTime}. */
  long lastHeard() {
    return lastHeard;
  }

  /** Serves until either side closes, or a request takes too long. */
  void serve() throws IOException {
    boolean more = true;
    while (more && awaitRequest()) {
      lastHeard = System.nanoTime();
      CompletableFuture<Void> tooLate = CompletableFuture.runAsync(this::close, later);
      try {
        more = session.serveOne();
      } finally {
        tooLate.cancel(false);
      }
    }
  }

  /** Whether there is one. */
  private boolean awaitRequest() throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first >= 0;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("close a UAPI connection", e);
    }
  }
}
