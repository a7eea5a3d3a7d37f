package dev.netlab.cli;

import dev.netlab.engine.container.ContainerLog;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Root;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.ExecTarget;
import dev.netlab.netlink.syscall.ProcessImage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "Print the output of a container, or follow it.")
final class LogsCommand implements Callable<Integer> {
  private static final String PRINT = "cat \"$1\" \"$2\" 2>/dev/null; :";

  /** tail(1) continues with the new file when this one is renamed because it has grown. */
  private static final String FOLLOW =
      "cat \"$1\" 2>/dev/null; exec tail -n +1 -F \"$2\" 2>/dev/null";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Parameters(index = "1", paramLabel = "NODE/CONTAINER", description = "a container of the lab")
  private String place = "";

  @Option(
      names = {"-f", "--follow"},
      description = "keep printing what it prints")
  private boolean follow;

  @Override
  public Integer call() {
    Root.require("netlab logs");
    ExecTarget named = ExecTarget.parse(place);
    String container =
        named
            .container()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "'%s' is not a container; write NODE/CONTAINER, such as pod/web"
                            .formatted(place)));
    ContainerLog log =
        RunningLab.of(lab.running()).containers().log(new ContainerName(named.node(), container));
    ProcessImage.exec(
        List.of(
            "/bin/sh",
            "-c",
            follow ? FOLLOW : PRINT,
            "netlab",
            log.before().toString(),
            log.file().toString()));
    return ExitCode.KERNEL_REFUSED.number();
  }
}
