package dev.netlab.emulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Closes things while other work goes on: the kernel lets go of a socket that hears packets, or of
 * a table that traces them, only when all processors have passed a quiet point.
 */
final class Closing implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Runnable> open = new ArrayList<>();
  private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

  /** Something else that is to be closed, by this. */
  void add(Runnable close) {
    open.add(close);
  }

  /** Begins to close what was added. */
  void begin() {
    open.forEach(
        close ->
            closed = CompletableFuture.allOf(closed, CompletableFuture.runAsync(close, threads)));
    open.clear();
  }

  /** Closes all; on return everything is. Throws what one of them could not be closed for. */
  @Override
  public void close() {
    begin();
    try (threads) {
      closed.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }
}
