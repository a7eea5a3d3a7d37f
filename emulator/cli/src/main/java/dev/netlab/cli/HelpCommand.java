package dev.netlab.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show what netlab can do, or how one verb is used.")
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", arity = "0..1", paramLabel = "VERB", description = "the verb")
  private @Nullable String verb;

  @Override
  public Integer call() {
    CommandLine netlab = Objects.requireNonNull(spec.commandLine().getParent());
    CommandLine asked = verb == null ? netlab : netlab.getSubcommands().get(verb);
    if (asked == null) {
      throw new ParameterException(netlab, UsageErrors.noVerb(verb));
    }
    PrintWriter out = spec.commandLine().getOut();
    asked.usage(out);
    out.flush();
    return ExitCode.GOOD.number();
  }
}
