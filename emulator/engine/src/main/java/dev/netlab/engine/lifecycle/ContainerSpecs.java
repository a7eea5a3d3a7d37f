package dev.netlab.engine.lifecycle;

import dev.netlab.engine.container.ContainerSpec;
import dev.netlab.engine.state.NodeFilePaths;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Container;
import dev.netlab.lab.ContainerFile;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Located;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Step;
import dev.netlab.lab.plan.container.ContainerSetup;
import dev.netlab.lab.plan.container.ContainerSetup.SourceFile;
import dev.netlab.netlink.netns.NetnsDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The containers of a plan, as the agent is told of them. */
final class ContainerSpecs {
  private final Plan plan;
  private final StateDirectory state;

  ContainerSpecs(Plan plan, StateDirectory state) {
    this.plan = plan;
    this.state = state;
  }

  /** Writes the files that containers are to find, and tells how each is made. */
  List<ContainerSpec> write() {
    return plan.steps(Step.StartContainer.class).stream()
        .map(step -> write(step.node(), step.container()))
        .toList();
  }

  private ContainerSpec write(String node, Container container) {
    ContainerName name = new ContainerName(node, container.name());
    Path directory = state.container(name);
    Path root = directory.resolve("root");
    state.makeDirectory(root);
    List<SourceFile> files = new ArrayList<>();
    for (ContainerFile file : container.files()) {
      Path source = directory.resolve("files").resolve(Integer.toString(files.size()));
      state.write(source, file.content());
      files.add(new SourceFile(Integer.toString(file.mode(), 8), source.toString(), file.path()));
    }
    NodeFilePaths paths = NodeFilePaths.of(state, node);
    String cgroup = ContainerSetup.cgroup(plan.namespace(node), container.name());
    ContainerSetup setup =
        new ContainerSetup(
            NetnsDirectory.SYSTEM.name(plan.namespace(node)).toString(),
            root.toString(),
            node,
            paths.hosts(),
            paths.resolvConf(),
            paths.wireguard(),
            cgroup,
            files,
            container.command());
    return new ContainerSpec(
        name,
        setup.program(),
        directory,
        cgroup,
        container.ready(),
        container.after().stream().map(Located::value).toList(),
        container.restart());
  }
}
