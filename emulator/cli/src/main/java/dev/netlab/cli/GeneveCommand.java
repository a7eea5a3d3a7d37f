package dev.netlab.cli;

import dev.netlab.engine.links.GeneveMain;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "geneve",
    description = "Run a GENEVE tunnel in userspace, without a lab: IFNAME id N remote ADDRESS ...")
final class GeneveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ARGUMENT", description = "as ip link add type geneve takes them")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    return GeneveMain.run(arguments);
  }
}
