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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the containers of a plan to the agent. */
final class ContainerSpecs {
  private final Plan plan;
  private final StateDirectory state;

  ContainerSpecs(Plan plan, StateDirectory state) {
    this.plan = plan;
    this.state = state;
  }

  /** The files that a container should see, of those that the host has. */
  Map<Path, String> files(Step.StartContainer step) {
    Map<Path, String> files = new LinkedHashMap<>();
    for (ContainerFile file : step.container().files()) {
      files.put(file(step, files.size()), file.content());
    }
    return files;
  }

  ContainerSpec of(Step.StartContainer step) {
    Container container = step.container();
    ContainerName name = name(step);
    List<SourceFile> files = new ArrayList<>();
    for (ContainerFile file : container.files()) {
      files.add(
          new SourceFile(
              Integer.toString(file.mode(), 8), file(step, files.size()).toString(), file.path()));
    }
    NodeFilePaths paths = NodeFilePaths.of(state, step.node());
    String cgroup = ContainerSetup.cgroup(plan.namespace(step.node()), container.name());
    ContainerSetup setup =
        new ContainerSetup(
            NetnsDirectory.SYSTEM.name(plan.namespace(step.node())).toString(),
            root(step).toString(),
            step.node(),
            paths.hosts(),
            paths.resolvConf(),
            paths.wireguard(),
            cgroup,
            files,
            container.command());
    return new ContainerSpec(
        name,
        setup.program(),
        state.container(name),
        cgroup,
        container.ready(),
        container.after().stream().map(Located::value).toList(),
        container.restart());
  }

  /** The directory on which the container mounts its root. */
  Path root(Step.StartContainer step) {
    return state.container(name(step)).resolve("root");
  }

  private Path file(Step.StartContainer step, int number) {
    return state.container(name(step)).resolve("files").resolve(Integer.toString(number));
  }

  private static ContainerName name(Step.StartContainer step) {
    return new ContainerName(step.node(), step.container().name());
  }
}
