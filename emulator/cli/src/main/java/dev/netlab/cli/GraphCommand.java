package dev.netlab.cli;

import dev.netlab.lab.Lab;
import dev.netlab.lab.graph.Dot;
import dev.netlab.lab.graph.GraphData;
import dev.netlab.lab.graph.LabGraph;
import dev.netlab.lab.graph.Mermaid;
import dev.netlab.lab.graph.svg.Layout;
import dev.netlab.lab.graph.svg.Page;
import dev.netlab.lab.graph.svg.Svg;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "graph", description = "Draw a lab: its nodes, interfaces, links and tunnels.")
final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  private enum GraphFormat implements FileFormat {
    MERMAID,
    DOT,
    SVG,
    HTML,
    JSON;

    @Override
    public List<String> extensions() {
      return switch (this) {
        case MERMAID -> List.of("mmd", "mermaid");
        case DOT -> List.of("dot", "gv");
        case SVG -> List.of("svg");
        case HTML -> List.of("html", "htm");
        case JSON -> List.of("json");
      };
    }
  }

  @Option(
      names = "--format",
      paramLabel = "mermaid|dot|svg|html|json",
      description = "how it is drawn (default: as the name of FILE ends, else mermaid)")
  private @Nullable GraphFormat format;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "write it to a file instead of stdout: x.mmd, .dot, .svg, .html, .json")
  private @Nullable Path file;

  @Override
  public Integer call() {
    GraphFormat chosen = FileFormat.choose(spec, format, file, GraphFormat.MERMAID);
    String text = text(chosen, lab.asBroughtUp().lab());
    if (file != null) {
      try (PrintWriter out = CheckedOutput.file(file).text()) {
        out.print(text);
      }
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
    return ExitCode.GOOD.number();
  }

  private static String text(GraphFormat format, Lab read) {
    LabGraph graph = LabGraph.of(read);
    return switch (format) {
      case MERMAID -> Mermaid.of(graph);
      case DOT -> Dot.of(graph);
      case SVG -> Svg.file(Layout.of(graph));
      case JSON -> FormatOption.json(GraphData.of(graph)) + "\n";
      case HTML -> Page.of(read, Layout.of(graph));
    };
  }
}
