package dev.netlab.cli;

import dev.netlab.engine.jvm.CallerEnvironment;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Root;
import dev.netlab.netlink.syscall.ProcessImage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "exec",
    description =
        "Run a command in a node, with its hostname, hosts and wg sockets, or in a container.")
final class ExecCommand implements Callable<Integer> {
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(index = "1", paramLabel = "NODE[/CONTAINER]", description = "a node of the lab")
  private String place = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "CMD",
      description = "the command and its arguments; -- before it is allowed",
      parameterConsumer = CommandWords.class)
  private List<String> command = List.of();

  @Override
  public Integer call() {
    Root.require("netlab exec");
    RunningLab running = RunningLab.of(lab.running());
    ProcessImage.exec(running.command(place, CallerEnvironment.around(command)));
    return ExitCode.KERNEL_REFUSED.number();
  }
}
