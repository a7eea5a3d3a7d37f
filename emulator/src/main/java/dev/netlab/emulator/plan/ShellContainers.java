package dev.netlab.emulator.plan;

import dev.netlab.emulator.container.ContainerSetup;
import dev.netlab.emulator.container.ContainerSetup.SourceFile;
import dev.netlab.emulator.lab.ContainerFile;
import dev.netlab.emulator.lab.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Containers as shell commands: in the background, one after the other, each waited for until it is
 * ready. Nothing supervises them then.
 */
final class ShellContainers {
  /** Defines the shell variable that holds the script of every container. */
  static final String DEFINITION = "container=" + Quoted.of(ContainerSetup.SCRIPT.strip()) + "\n";

  private static final String VARIABLE = "\"$container\"";

  private final Plan plan;

  ShellContainers(Plan plan) {
    this.plan = plan;
  }

  List<String> of(Step.StartContainer step) {
    String namespace = plan.namespace(step.node());
    String own = "/run/netlab-shell/" + namespace;
    String directory = own + "/containers/" + step.container().name();
    List<String> commands = new ArrayList<>(List.of("mkdir -p " + directory + "/root"));
    List<SourceFile> files = new ArrayList<>();
    for (ContainerFile file : step.container().files()) {
      String source = directory + "/" + files.size();
      commands.add("printf %s " + Quoted.of(file.content()) + " >" + source);
      files.add(new SourceFile(Integer.toString(file.mode(), 8), source, file.path()));
    }
    ContainerSetup setup =
        new ContainerSetup(
            "/run/netns/" + namespace,
            directory + "/root",
            step.node(),
            etc(step.node(), "hosts"),
            etc(step.node(), "resolv.conf"),
            own,
            List.of(),
            files,
            step.container().command());
    commands.add(
        setup.program().stream()
                .map(word -> word.equals(ContainerSetup.SCRIPT) ? VARIABLE : Quoted.of(word))
                .collect(Collectors.joining(" ", "setsid ", " </dev/null >"))
            + directory
            + "/log 2>&1 &");
    step.container().ready().map(ready -> waiting(namespace, ready)).ifPresent(commands::add);
    return commands;
  }

  /** Where {@code ip netns exec} finds it, or the host's. */
  private String etc(String node, String name) {
    boolean own =
        plan.steps(Step.WriteFile.class).stream()
            .anyMatch(file -> file.node().equals(node) && file.name().equals(name));
    return "/etc/" + (own ? "netns/" + plan.namespace(node) + "/" : "") + name;
  }

  private static String waiting(String namespace, Readiness ready) {
    String ss = "ip netns exec " + namespace + " ss -Hln%s sport = :%d | grep -q .";
    return switch (ready) {
      case Readiness.Tcp(int port) -> until(ss.formatted("t", port));
      case Readiness.Udp(int port) -> until(ss.formatted("u", port));
      case Readiness.Exec(String command) ->
          "init=$!; "
              + until(
                  "nsenter -t \"$(cat /proc/$0/task/$0/children)\" -n -u -m -p /bin/sh -c "
                      + Quoted.of(command)
                      + " 2>/dev/null")
              + " $init";
    };
  }

  private static String until(String condition) {
    return "timeout 10 sh -c " + Quoted.of("until " + condition + "; do sleep 0.1; done");
  }
}
