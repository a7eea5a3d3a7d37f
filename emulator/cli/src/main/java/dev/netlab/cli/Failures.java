package dev.netlab.cli;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.lifecycle.DownException;
import dev.netlab.engine.lifecycle.StepException;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.MachineException;
import dev.netlab.insight.capture.CaptureFilterException;
import dev.netlab.insight.capture.TcpdumpMissingException;
import dev.netlab.lab.LabNameException;
import dev.netlab.lab.plan.PlanException;
import dev.netlab.lab.yaml.LabFileException;
import dev.netlab.netlink.KernelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a verb threw into a message on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  /** The status that shells report for a program that SIGPIPE ended. */
  private static final int CLOSED_PIPE = 141;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    return switch (failure) {
      case LabFileException e -> {
        // Each line begins with file:line:column, so that editors can jump there.
        commandLine.getErr().println(e.getMessage());
        yield ExitCode.WRONG_USAGE_OR_LAB_FILE.number();
      }
      case CaptureFilterException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case TcpdumpMissingException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case AgentException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      case InvalidPathException e -> {
        commandLine.getErr().println("netlab: " + PathConverter.words(e));
        yield ExitCode.WRONG_USAGE_OR_LAB_FILE.number();
      }
      case LabNameException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case LabStateException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case MachineException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case PlanException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case StepException e -> {
        end(commandLine, e, ExitCode.KERNEL_REFUSED);
        if (e.getSuppressed().length == 0) {
          commandLine.getErr().println("netlab: what had been done is undone");
        }
        yield ExitCode.KERNEL_REFUSED.number();
      }
      case DownException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      case KernelException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      case OutputException e -> ofOutput(commandLine.getErr(), e);
      case UncheckedIOException e -> ofFile(commandLine, e, Objects.requireNonNull(e.getCause()));
      case IOException e -> ofFile(commandLine, e, e);
      default -> {
        new CrashReport(parsed.originalArgs()).write("", failure);
        yield ExitCode.BUG.number();
      }
    };
  }

  /** A closed pipe ends a verb as it ends any program: without a message. */
  static int ofOutput(PrintWriter talk, OutputException failure) {
    if (failure.isClosedPipe()) {
      return CLOSED_PIPE;
    }
    talk.println("netlab: " + failure.getMessage());
    return ExitCode.KERNEL_REFUSED.number();
  }

  /** Prints what went wrong while the failed work was being undone. */
  static void printSuppressed(PrintWriter talk, Throwable failure) {
    for (Throwable second : failure.getSuppressed()) {
      talk.println("netlab: and undoing it failed: " + words(second));
    }
  }

  private static int ofFile(CommandLine commandLine, Exception failure, IOException cause) {
    String said = String.valueOf(failure.getMessage());
    String words = words(cause);
    boolean isSaid = failure.equals(cause) || said.contains(words) || said.equals(cause.toString());
    PrintWriter talk = commandLine.getErr();
    talk.println("netlab: " + (isSaid ? words : said + ": " + words));
    printSuppressed(talk, failure);
    return ExitCode.KERNEL_REFUSED.number();
  }

  /** For some errors, Java's message is only the file's name. */
  private static String words(Throwable thrown) {
    return switch (thrown) {
      case UncheckedIOException e -> words(Objects.requireNonNull(e.getCause()));
      case NoSuchFileException e -> e.getFile() + ": no such file or directory";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileAlreadyExistsException e -> e.getFile() + ": is there already";
      case DirectoryNotEmptyException e -> e.getFile() + ": the directory is not empty";
      default -> thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    };
  }

  private static int end(CommandLine commandLine, Exception failure, ExitCode code) {
    PrintWriter talk = commandLine.getErr();
    talk.println("netlab: " + failure.getMessage());
    printSuppressed(talk, failure);
    return code.number();
  }
}
