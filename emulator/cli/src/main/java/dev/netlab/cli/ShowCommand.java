package dev.netlab.cli;

import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.NodeState;
import dev.netlab.engine.site.NodeState.LinkState;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.Root;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Link;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    aliases = "inspect",
    description = "Show a running lab: its agent, nodes, interfaces and containers.")
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    Root.require("netlab show");
    RunningLab running = RunningLab.of(lab.running());
    Attempts attempts = new Attempts(spec.commandLine());
    running.damage().forEach(d -> attempts.report(d + "; " + running.repair()));
    List<NodeState> nodes = new ArrayList<>();
    running.nodes().forEach(node -> attempts.attempt(() -> nodes.add(NodeState.of(running, node))));
    // Asked only once, because a silent agent takes until the timeout.
    Condition agent = running.agent().condition();
    format.print(
        spec.commandLine().getOut(),
        data(running, agent, nodes),
        out -> text(out, running, agent, nodes));
    return attempts.worst();
  }

  private static void text(
      PrintWriter out, RunningLab running, Condition agent, List<NodeState> nodes) {
    out.println(
        "lab %s: %s, from %s"
            .formatted(
                running.name(), running.isComplete() ? "up" : "incomplete", running.origin()));
    out.println("agent: " + AgentText.line(running, agent));
    Columns columns = new Columns();
    for (NodeState node : nodes) {
      columns.row(node.node());
      node.links()
          .forEach(
              l ->
                  columns.row(
                      "  " + l.link().name(),
                      l.link().isUp() ? "up" : "down",
                      mac(l.link()),
                      l.addresses().stream().map(Address::cidr).collect(Collectors.joining(" ")),
                      l.link().alias()));
    }
    columns.print(out);
    if (!running.state().containers().isEmpty()) {
      out.println("containers:");
      ContainerText.print(out, running, agent);
    }
  }

  private static Map<String, Object> data(
      RunningLab running, Condition agent, List<NodeState> nodes) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", running.name().text());
    data.put("state", running.isComplete() ? "up" : "incomplete");
    data.put("file", running.origin());
    data.put("agent", AgentText.data(agent));
    data.put("containers", ContainerText.data(running, agent));
    data.put(
        "nodes",
        nodes.stream()
            .map(
                node -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("node", node.node());
                  one.put("namespace", running.namespacePath(node.node()).toString());
                  one.put("interfaces", node.links().stream().map(ShowCommand::data).toList());
                  return one;
                })
            .toList());
    return data;
  }

  private static Map<String, Object> data(LinkState state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("interface", state.link().name());
    data.put("index", state.link().index());
    data.put("kind", state.link().kind().kind());
    data.put("mac", mac(state.link()));
    data.put("mtu", state.link().mtu());
    data.put("up", state.link().isUp());
    data.put("alias", state.link().alias());
    data.put("addresses", state.addresses().stream().map(Address::cidr).toList());
    return data;
  }

  private static String mac(Link link) {
    return link.mac() == null ? "" : link.mac().toString();
  }
}
