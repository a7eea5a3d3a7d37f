package dev.netlab.engine.jvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to end work early. Work checks for it where it can end cleanly ({@link #check}), and
 * registers a waker where it waits ({@link #onCancel}). A cancellation belongs to the thread that
 * does the work and is found there ({@link #current}), so that it can be hidden from the code that
 * undoes the work ({@link #shielded}).
 */
public final class Cancellation {
  private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();
  private static final Cancellation NEVER = new Cancellation();

  private final Map<Registration, Runnable> wakers = new LinkedHashMap<>();
  private boolean wanted;
  private boolean settled;

  /** Keeps a waker registered until it is closed. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * The cancellation of the calling thread's work; one that is never requested if there is none.
   */
  public static Cancellation current() {
    return CURRENT.orElse(NEVER);
  }

  /**
   * Ends the work here if cancellation was requested.
   *
   * @throws CancelledException if it was requested
   */
  public void check() {
    if (isWanted()) {
      throw new CancelledException("nothing was changed");
    }
  }

  /**
   * Marks the work as done: a later request has no effect.
   *
   * @throws CancelledException if cancellation was requested before
   */
  public synchronized void settle() {
    check();
    settled = true;
  }

  /** Runs work that must not be cancelled. */
  public static void shielded(Runnable work) {
    ScopedValue.where(CURRENT, NEVER).run(work);
  }

  /** Like {@link #shielded(Runnable)}, for work with a result. */
  public static <T, X extends Throwable> T shielded(ScopedValue.CallableOp<? extends T, X> work)
      throws X {
    return ScopedValue.where(CURRENT, NEVER).call(work);
  }

  /** Runs work that this cancellation can end. */
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  public synchronized boolean isWanted() {
    return wanted;
  }

  /** Requests the end of the work, and wakes it if it is waiting. May be called from any thread. */
  public void cancel() {
    if (want()) {
      wake();
    }
  }

  /** Requests the end of the work; returns false if the work was done before. */
  synchronized boolean want() {
    wanted = !settled;
    return wanted;
  }

  /** Wakes the work if it is waiting. */
  void wake() {
    List<Runnable> all;
    synchronized (this) {
      all = new ArrayList<>(wakers.values());
      wakers.clear();
    }
    all.forEach(Runnable::run);
  }

  /**
   * Registers code to run when the work is cancelled. It runs at once if that has happened already.
   *
   * @param waker runs on the thread that cancels, concurrently with the work
   */
  public Registration onCancel(Runnable waker) {
    Registration registration =
        new Registration() {
          @Override
          public void close() {
            forget(this);
          }
        };
    boolean already;
    synchronized (this) {
      already = wanted;
      if (!already) {
        wakers.put(registration, waker);
      }
    }
    if (already) {
      waker.run();
    }
    return registration;
  }

  private synchronized void forget(Registration registration) {
    wakers.remove(registration);
  }
}
