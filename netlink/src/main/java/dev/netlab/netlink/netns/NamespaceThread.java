package dev.netlab.netlink.netns;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on a platform thread created for it. Anything the work changes about its thread ends
 * with the thread.
 */
final class NamespaceThread {
  private NamespaceThread() {}

  static <T extends @Nullable Object, E extends Exception> T run(String name, Work<T, E> work)
      throws E {
    FutureTask<T> task = new FutureTask<>(work::call);
    Thread.ofPlatform().name(name).daemon().start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw NamespaceThread.<E>same(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The work throws an unchecked exception or an E. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E same(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return (E) Objects.requireNonNull(thrown);
  }
}
