package dev.netlab.emulator.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An end that waits for what is under way. A SIGINT, SIGTERM or SIGHUP ends a virtual machine as
 * soon as its shutdown hooks have run; one of them waits here until the program says with what it
 * ends.
 */
public final class DeferredExit {
  /** How long a program that was hastened may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final CompletableFuture<Integer> STATUS = new CompletableFuture<>();

  private DeferredExit() {}

  /**
   * From now on a signal does not end the program before it calls {@link #exit}, or half a minute
   * has passed since it was hastened.
   *
   * @param hasten runs when there is a signal, to have the program come to its end
   */
  public static void onSignal(Runnable hasten) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> hasten(hasten), "deferred exit"));
  }

  private static void hasten(Runnable hasten) {
    if (STATUS.isDone()) {
      return;
    }
    hasten.run();
    try {
      int status = STATUS.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      // Once begun, a shutdown for a signal ends with the signal's status, unless it is cut short.
      Runtime.getRuntime().halt(status);
    } catch (TimeoutException stuck) {
      // It ends with the signal's status.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends the program, instead of {@link System#exit}. */
  public static void exit(int status) {
    STATUS.complete(status);
    System.exit(status);
  }
}
