package dev.netlab.cli;

import dev.netlab.engine.jvm.FatalThreads;
import dev.netlab.engine.jvm.GracefulExit;
import dev.netlab.netlink.syscall.Sys;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code netlab}: the verbs, and the exit code for each kind of error. */
@Command(
    name = "netlab",
    description = "A full-system network emulator for one Linux host.",
    versionProvider = VersionCommand.Provider.class,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "'netlab help VERB' shows how a verb is used. Aliases: deploy, destroy, inspect."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    CrashReport bug = new CrashReport(arguments);
    FatalThreads.endWith((thread, death) -> died(bug, thread, death));
    System.setOut(CheckedOutput.standard());
    if (Verbs.askTheKernel(arguments)) {
      // Loading takes a tenth of a second, during which picocli parses the verb.
      Thread.ofPlatform().daemon().name("loading of system calls").start(Sys::load);
    }
    System.exit(
        GracefulExit.status(
            status(
                bug,
                () ->
                    commandLine(Verbs.of(arguments), System.out, System.err).execute(arguments))));
  }

  /**
   * Runs the program and returns its exit status. Reports exceptions that picocli does not handle.
   */
  static int status(CrashReport bug, IntSupplier program) {
    try {
      int code = program.getAsInt();
      System.out.flush();
      return code;
    } catch (OutputException e) {
      return Failures.ofOutput(PrintableWriter.into(System.err), e);
    } catch (OutOfMemoryError e) {
      System.err.printf(
          "netlab: Java's memory, %d MB, is not enough for this (%s);"
              + " give it more: JAVA_TOOL_OPTIONS=-Xmx2g%n",
          Runtime.getRuntime().maxMemory() >> 20, e.getMessage());
      return ExitCode.MACHINE_LACKS_SOMETHING.number();
    } catch (RuntimeException | Error e) {
      bug.write("", e);
      return ExitCode.BUG.number();
    }
  }

  /** Ends the program: other threads may be waiting for the one that died. */
  static void died(CrashReport bug, String thread, Throwable death) {
    String where = "thread '" + thread + "'";
    bug.write(where, death);
    GracefulExit.afterDeath(new GracefulExit.Cause("the death of " + where, ExitCode.BUG.number()));
  }

  /** The command line with all verbs. */
  static CommandLine commandLine() {
    return commandLine(Verbs.all(), System.out, System.err);
  }

  /**
   * The command line with some of the verbs.
   *
   * @param out the stream for data; {@code talk} is the one for messages. Control characters in
   *     text from others are made visible in both
   */
  static CommandLine commandLine(List<Class<?>> verbs, OutputStream out, OutputStream talk) {
    CommandLine line = new CommandLine(new Main());
    withHelp(line.getCommandSpec())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .type(boolean.class)
                .description("print the version")
                .build());
    for (Class<?> verb : verbs) {
      CommandLine command = new CommandLine(verb);
      withHelp(command.getCommandSpec());
      // Its arguments are those of iproute2, and wireguard-go's -f.
      command.setUnmatchedOptionsArePositionalParams(verb == GeneveCommand.class);
      line.addSubcommand(command);
    }
    return line.setOut(PrintableWriter.into(out))
        .setErr(PrintableWriter.into(talk))
        .registerConverter(Path.class, new PathConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // An argument that begins with @ is taken literally, not as a file of arguments.
        .setExpandAtFiles(false)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  /** Adds what every verb has: {@code --help}, and the meaning of its exit codes. */
  private static CommandSpec withHelp(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("print this help")
            .build());
    spec.usageMessage()
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(ExitCode.meanings());
    return spec;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which verb? 'netlab help' lists them; 'netlab up LAB' is a start");
  }
}
