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

@Command(name = "shell", description = "Start a shell in a node or container.")
final class ShellCommand implements Callable<Integer> {
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(index = "1", paramLabel = "NODE[/CONTAINER]", description = "a node of the lab")
  private String place = "";

  @Override
  public Integer call() {
    Root.require("netlab shell");
    String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
    RunningLab running = RunningLab.of(lab.running());
    ProcessImage.exec(running.command(place, CallerEnvironment.around(List.of(shell))));
    return ExitCode.KERNEL_REFUSED.number();
  }
}
