package dev.netlab.cli;

import dev.netlab.engine.jvm.CancelledException;
import picocli.CommandLine;

/** Several things, of which one that fails keeps none of the others; the worst exit code counts. */
final class Attempts {
  private final CommandLine commandLine;
  private int worst = ExitCode.GOOD.number();

  Attempts(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  /** Does one; tells its failure and goes on. */
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

  /** Tells what was found wrong. */
  void report(String problem) {
    commandLine.getErr().println("netlab: " + problem);
    worst = Math.max(worst, ExitCode.KERNEL_REFUSED.number());
  }

  /** The exit code. */
  int worst() {
    return worst;
  }
}
