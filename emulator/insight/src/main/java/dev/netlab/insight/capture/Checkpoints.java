package dev.netlab.insight.capture;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a receiving thread for what it has received until now, without stopping it. */
final class Checkpoints<T> {
  private final Queue<CompletableFuture<T>> asked = new ArrayDeque<>();
  private boolean ended;

  /**
   * Asks, and waits for the answer.
   *
   * @param wake has the thread look soon
   * @throws CompletionException if the thread has ended, or ends before it answers
   */
  T ask(Runnable wake) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    synchronized (this) {
      asked.add(answer);
      throwIfEnded();
    }
    wake.run();
    return answer.join();
  }

  /** By the thread: answers whoever has asked. */
  void answer(Supplier<T> answer) {
    for (CompletableFuture<T> each = next(); each != null; each = next()) {
      each.complete(answer.get());
    }
  }

  private synchronized @Nullable CompletableFuture<T> next() {
    return asked.poll();
  }

  /** By the thread: nobody is answered any more. */
  synchronized void end() {
    ended = true;
    throwIfEnded();
  }

  private void throwIfEnded() {
    if (ended) {
      asked.forEach(each -> each.completeExceptionally(new IllegalStateException("it has ended")));
      asked.clear();
    }
  }
}
