package dev.netlab.emulator.cli;

import dev.netlab.emulator.agent.AgentException;
import dev.netlab.emulator.capture.CaptureFilterException;
import dev.netlab.emulator.capture.TcpdumpMissingException;
import dev.netlab.emulator.lab.LabNameException;
import dev.netlab.emulator.plan.PlanException;
import dev.netlab.emulator.run.LabStateException;
import dev.netlab.emulator.run.MachineException;
import dev.netlab.emulator.run.StepException;
import dev.netlab.emulator.yaml.LabFileException;
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
      case LabFileException e -> {
        // Each line says file:line:column itself, so that editors can jump there.
        commandLine.getErr().println(e.getMessage());
        yield ExitCode.WRONG_USAGE_OR_LAB_FILE.number();
      }
      case CaptureFilterException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case TcpdumpMissingException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case AgentException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      case LabNameException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case LabStateException e -> end(commandLine, e, ExitCode.WRONG_USAGE_OR_LAB_FILE);
      case MachineException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case PlanException e -> end(commandLine, e, ExitCode.MACHINE_LACKS_SOMETHING);
      case StepException e -> {
        end(commandLine, e, ExitCode.KERNEL_REFUSED);
        commandLine.getErr().println("netlab: what had been done is undone");
        yield ExitCode.KERNEL_REFUSED.number();
      }
      case KernelException e -> end(commandLine, e, ExitCode.KERNEL_REFUSED);
      default -> throw failure;
    };
  }

  private static int end(CommandLine commandLine, Exception failure, ExitCode code) {
    commandLine.getErr().println("netlab: " + failure.getMessage());
    return code.number();
  }
}
