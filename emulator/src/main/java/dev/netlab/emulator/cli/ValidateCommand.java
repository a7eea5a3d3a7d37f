package dev.netlab.emulator.cli;

import dev.netlab.emulator.lab.Count;
import dev.netlab.emulator.run.LabSource;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "validate", description = "Read a lab file and tell all that is wrong with it.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Override
  public Integer call() {
    LabSource source = lab.read();
    PrintWriter talk = spec.commandLine().getErr();
    source.lab().warnings().forEach(warning -> talk.println("warning: " + warning));
    talk.println(
        "%s is good: lab %s, %s, %s, %s"
            .formatted(
                source.file(),
                source.lab().name(),
                Count.of(source.lab().nodes().size(), "node"),
                Count.of(source.lab().networks().size(), "network"),
                Count.of(
                    source.lab().scenarios().stream().mapToInt(s -> s.facts().size()).sum(),
                    "fact")));
    return ExitCode.GOOD.number();
  }
}
