package dev.netlab.engine.jvm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a program cleanly: the first signal cancels its work ({@link Cancellation}), the second one
 * ends it at once. The death of a thread counts as a signal.
 */
public final class GracefulExit {
  /**
   * What asks twice within this time asks once: timeout(1) sends a signal to its child and to its
   * child's group, and a terminal that closes hangs up more than once.
   */
  private static final long ONCE_NANOS = Duration.ofMillis(200).toNanos();

  /** How long work may take to end after a thread of it has died; it may wait for that thread. */
  private static final Duration AFTER_DEATH = Duration.ofSeconds(30);

  private static volatile @Nullable GracefulExit current;

  private final Cancellation cancellation = new Cancellation();
  private final String afterwards;
  private @Nullable Cause cause;
  private boolean wasAsked;
  private long first;

  /**
   * Why the work is to end.
   *
   * @param name of the signal, or what else it was
   * @param status that the program ends with
   */
  public record Cause(String name, int status) {}

  private GracefulExit(String afterwards) {
    this.afterwards = afterwards;
  }

  /**
   * From now on signals end this program cleanly.
   *
   * @param afterwards what to type when the program was ended at once
   */
  public static GracefulExit onSignal(String afterwards) {
    GracefulExit end = new GracefulExit(afterwards);
    current = end;
    Signals.listen(signal -> end.want(new Cause(signal.name(), signal.status())));
    return end;
  }

  /** What the program ends with: what tells the signal, if its work was ended by one. */
  public static int status(int ofItsOwn) {
    GracefulExit end = current;
    return end == null ? ofItsOwn : end.cause().map(Cause::status).orElse(ofItsOwn);
  }

  /** The cancellation that the program's work must heed. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Why it is to end, if it is. */
  public synchronized Optional<Cause> cause() {
    return Optional.ofNullable(cause);
  }

  private void want(Cause next) {
    synchronized (this) {
      if (wasAsked) {
        if (System.nanoTime() - first > ONCE_NANOS) {
          now(next);
        }
        return;
      }
      wasAsked = true;
      first = System.nanoTime();
      if (!cancellation.want()) {
        return; // the work is done, and the program about to end as that says
      }
      cause = next;
    }
    cancellation.wake();
  }

  private void now(Cause second) {
    System.err.println("netlab: ended at once by a second " + second.name() + "; " + afterwards);
    System.err.flush();
    Runtime.getRuntime().halt(second.status());
  }

  /** A thread has died: the program ends, cleanly if possible. */
  public static void afterDeath(Cause death) {
    GracefulExit end = current;
    if (end == null) {
      Runtime.getRuntime().halt(death.status());
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("end after a thread's death")
        .start(
            () -> {
              sleep(AFTER_DEATH);
              end.now(death);
            });
    end.want(death);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
