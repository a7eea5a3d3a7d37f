package dev.netlab.cli;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.lab.NftText;
import dev.netlab.lab.Node;
import dev.netlab.nft.compile.PolicyCompiler;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "policy", description = "Print the nftables rulesets that policies compile to.")
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "one node only")
  private @Nullable String node;

  @Override
  public Integer call() {
    Map<String, Object> rulesets = new LinkedHashMap<>();
    for (Node each : nodes(lab.asBroughtUp())) {
      String compiled = each.policy().isEmpty() ? "" : PolicyCompiler.compile(each.policy()).text();
      String text = compiled + each.nft().map(NftText::text).orElse("");
      if (!text.isEmpty()) {
        rulesets.put(each.name(), text);
      }
    }
    format.print(spec.commandLine().getOut(), rulesets, out -> text(out, rulesets));
    return ExitCode.GOOD.number();
  }

  private List<Node> nodes(LabSource source) {
    String wanted = node;
    if (wanted == null) {
      return source.lab().nodes();
    }
    return List.of(
        source
            .lab()
            .node(wanted)
            .orElseThrow(
                () ->
                    new LabStateException(
                        "lab " + source.lab().name() + " has no node " + wanted)));
  }

  /** Separates the nodes with comments, so that nft can still read the whole output. */
  private static void text(PrintWriter out, Map<String, Object> rulesets) {
    rulesets.forEach((name, text) -> out.print("# " + name + "\n" + text));
  }
}
