package dev.netlab.cli;

import dev.netlab.engine.doctor.Doctor;
import dev.netlab.engine.doctor.Finding;
import dev.netlab.engine.doctor.LabNeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = "Check whether this machine has what labs need, or what one lab needs.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  @ArgGroup(exclusive = false)
  private @Nullable LabArgument lab;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(Doctor.examine());
    LabArgument one = lab;
    if (one != null) {
      findings.addAll(LabNeeds.examine(one.read().lab()));
    }
    format.print(
        spec.commandLine().getOut(),
        findings.stream().map(DoctorCommand::data).toList(),
        out -> {
          Columns columns = new Columns();
          findings.forEach(f -> columns.row(f.what(), word(f), f.words()));
          columns.print(out);
        });
    boolean lacking = findings.stream().anyMatch(f -> f.state() == Finding.State.MISSING);
    return (lacking ? ExitCode.MACHINE_LACKS_SOMETHING : ExitCode.GOOD).number();
  }

  private static Map<String, Object> data(Finding finding) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("what", finding.what());
    data.put("state", word(finding));
    data.put("words", finding.words());
    return data;
  }

  private static String word(Finding finding) {
    return finding.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
