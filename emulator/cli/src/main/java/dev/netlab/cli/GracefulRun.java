package dev.netlab.cli;

import dev.netlab.engine.jvm.CancelledException;
import dev.netlab.engine.jvm.GracefulExit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** Runs work that a signal must not interrupt halfway. */
record GracefulRun(PrintWriter talk, String afterwards) {
  /** For work that changes a lab. */
  static GracefulRun changing(PrintWriter talk, String lab) {
    return new GracefulRun(talk, "take away what is left: netlab down " + lab);
  }

  /**
   * Runs a verb's work to its end, or to a point where a signal can end it cleanly, and reports
   * that in one line.
   *
   * @return the verb's exit code, or the exit status for the signal
   */
  int run(Callable<Integer> work) throws Exception {
    GracefulExit end = GracefulExit.onSignal(afterwards);
    try {
      int code = end.cancellation().call(work::call);
      end.cause()
          .ifPresent(
              cause ->
                  talk.println(
                      "netlab: %s came; what was under way was finished".formatted(cause.name())));
      return code;
    } catch (CancelledException e) {
      String cause = end.cause().map(GracefulExit.Cause::name).orElse("nobody");
      talk.println("netlab: ended by %s; %s".formatted(cause, e.getMessage()));
      Failures.printSuppressed(talk, e);
      return ExitCode.GOOD.number();
    }
  }
}
