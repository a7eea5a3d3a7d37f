package dev.netlab.emulator.cli;

import dev.netlab.netlink.KernelException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a verb threw into words on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
    return switch (failure) {
      case KernelException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      default -> throw failure;
    };
  }

  private static int end(CommandLine commandLine, Exception failure, ExitCode code) {
    commandLine.getErr().println("netlab: " + failure.getMessage());
    return code.number();
  }
}
