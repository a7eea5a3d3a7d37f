package dev.netlab.engine.jvm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a program cleanly: the first signal cancels its work ({@link Cancellation}), the second ends
 * it at once. The death of a thread counts as a signal.
 */
public final class GracefulExit {
  /**
   * Two requests within this time count as one: timeout(1) sends a signal to its child and to its
   * child's group, and a terminal that closes hangs up more than once.
   */
  private static final long ONCE_NANOS = Duration.ofMillis(200).toNanos();

  /**
   * How long work may take to end after one of its threads has died; it may wait for that thread.
   */
  private static final Duration AFTER_DEATH = Duration.ofSeconds(30);

  private static volatile @Nullable GracefulExit current;

  private final Cancellation cancellation = new Cancellation();
  private final String afterwards;
  private @Nullable Cause cause;
  private boolean wasAsked;
  private long first;

  /**
   * Why the work should end.
   *
   * @param name the signal's name, or another reason
   * @param status the program's exit status
   */
  public record Cause(String name, int status) {}

  private GracefulExit(String afterwards) {
    this.afterwards = afterwards;
  }

  /**
   * Makes signals end this program cleanly from now on.
   *
   * @param afterwards what to type if the program was ended at once
   */
  public static GracefulExit onSignal(String afterwards) {
    GracefulExit end = new GracefulExit(afterwards);
    current = end;
    Signals.listen(signal -> end.want(new Cause(signal.name(), signal.status())));
    return end;
  }

  /**
   * The program's exit status: the signal's, if a signal ended its work, otherwise {@code
   * ofItsOwn}.
   */
  public static int status(int ofItsOwn) {
    GracefulExit end = current;
    return end == null ? ofItsOwn : end.cause().map(Cause::status).orElse(ofItsOwn);
  }

  /** The cancellation that the program's work must obey. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** The reason to end, if there is one. */
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
        return; // the work is done, and the program is about to end with its own status
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

  /** Ends the program after a thread has died, cleanly if possible. */
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
