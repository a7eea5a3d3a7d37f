package dev.netlab.emulator.cli;

import dev.netlab.emulator.process.DeferredExit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code netlab}: the verbs, and what an error of each kind ends with. */
@Command(
    name = "netlab",
    description = "A full-system network emulator for one Linux host.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class)
public final class Main implements Callable<Integer> {
  private static final List<Class<?>> VERBS =
      List.of(
          UpCommand.class,
          DownCommand.class,
          LsCommand.class,
          ShowCommand.class,
          ExecCommand.class,
          ShellCommand.class,
          LinkCommand.class,
          LogsCommand.class,
          TestCommand.class,
          TraceCommand.class,
          CaptureCommand.class,
          ExplainCommand.class,
          PlanCommand.class,
          PolicyCommand.class,
          GraphCommand.class,
          ValidateCommand.class,
          DoctorCommand.class,
          VersionCommand.class,
          CompletionCommand.class,
          GeneveCommand.class);

  public static void main(String[] arguments) {
    DeferredExit.exit(commandLine(verbs(arguments)).execute(arguments));
  }

  /** The command line with all verbs. */
  static CommandLine commandLine() {
    return commandLine(VERBS);
  }

  private static CommandLine commandLine(List<Class<?>> verbs) {
    CommandLine line = new CommandLine(new Main());
    for (Class<?> verb : verbs) {
      CommandLine command = new CommandLine(verb);
      // Its arguments are iproute2's words, and wireguard-go's -f.
      command.setUnmatchedOptionsArePositionalParams(verb == GeneveCommand.class);
      line.addSubcommand(command);
    }
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures());
  }

  /**
   * The one verb whose class is named for the first argument, or all. Reading the annotations of
   * all verbs takes as long as the rest of a start.
   */
  private static List<Class<?>> verbs(String... arguments) {
    String name = arguments.length == 0 ? "" : arguments[0] + "Command";
    return VERBS.stream()
        .filter(verb -> verb.getSimpleName().equalsIgnoreCase(name))
        .findFirst()
        .map(List::<Class<?>>of)
        .orElse(VERBS);
  }

  @Override
  public Integer call() {
    throw new ParameterException(commandLine(), "a verb is missing; 'netlab --help' lists them");
  }
}
