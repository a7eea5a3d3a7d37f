package dev.netlab.emulator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code netlab}: the verbs, and what an error of each kind ends with. */
@Command(
    name = "netlab",
    description = "A full-system network emulator for one Linux host.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      LsCommand.class,
      ShowCommand.class,
      ExecCommand.class,
      ShellCommand.class,
      TestCommand.class,
      CaptureCommand.class,
      PlanCommand.class,
      PolicyCommand.class,
      ValidateCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class)
public final class Main implements Callable<Integer> {

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    // Its arguments are iproute2's words, and wireguard-go's -f.
    CommandLine geneve =
        new CommandLine(new GeneveCommand()).setUnmatchedOptionsArePositionalParams(true);
    return new CommandLine(new Main())
        .addSubcommand(geneve)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public Integer call() {
    throw new ParameterException(commandLine(), "a verb is missing; 'netlab --help' lists them");
  }
}
