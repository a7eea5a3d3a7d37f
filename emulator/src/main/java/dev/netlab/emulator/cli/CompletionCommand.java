package dev.netlab.emulator.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Print a completion script for a shell.")
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private enum Shell {
    BASH,
    ZSH
  }

  @Parameters(index = "0", paramLabel = "bash|zsh", description = "the shell")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    switch (shell) {
      case BASH -> {}
      case ZSH -> out.print("autoload -Uz compinit bashcompinit && compinit && bashcompinit\n");
    }
    out.print(AutoComplete.bash("netlab", Main.commandLine()));
    out.flush();
    return ExitCode.GOOD.number();
  }
}
