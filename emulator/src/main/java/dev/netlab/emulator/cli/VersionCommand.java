package dev.netlab.emulator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Print the version of netlab.")
final class VersionCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println(line());
    return ExitCode.GOOD.number();
  }

  static String line() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return "netlab " + (version == null ? "(not packaged)" : version);
  }

  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }
  }
}
