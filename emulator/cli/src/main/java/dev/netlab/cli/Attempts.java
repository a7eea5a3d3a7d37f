package dev.netlab.cli;

import dev.netlab.engine.jvm.CancelledException;
import picocli.CommandLine;

/**
 * Attempts several things. One that fails does not prevent the others, and the worst exit code
 * counts.
 */
final class Attempts {
  private final CommandLine commandLine;
  private int worst = ExitCode.GOOD.number();

  Attempts(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  /** Runs one of them. Reports its failure and continues. */
  void attempt(Runnable work) {
    try {
      work.run();
    } catch (CancelledException ended) {
      throw ended;
    } catch (RuntimeException failure) {
      int code =
          new Failures()
              .handleExecutionException(failure, commandLine, commandLine.getParseResult());
      worst = Math.max(worst, code);
    }
  }

  /** Reports a problem. */
  void report(String problem) {
    commandLine.getErr().println("netlab: " + problem);
    worst = Math.max(worst, ExitCode.KERNEL_REFUSED.number());
  }

  /** The worst exit code so far. */
  int worst() {
    return worst;
  }
}
